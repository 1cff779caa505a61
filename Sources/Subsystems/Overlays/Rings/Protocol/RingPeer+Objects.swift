import Participants

// Objects, and the copies of them that successors keep.
extension RingPeer {
  /// The keys of the objects that it holds as their owner, ascending.
  public var objects: [UInt64] {
    guard isMember, let predecessor else { return [] }
    return stock.keys(after: predecessor.identifier, through: identifier)
  }

  /// The keys of all objects that it has, as their owner or for others, ascending.
  package var keptObjects: [UInt64] { stock.kept.keys }

  /// The first successor that is not an entry which only fills the list up.
  var reachableSuccessor: RingContact? { successors.first { $0.address != nil } }

  /// Questions with which no further transfer is begun.
  private static var mostQuestions: Int { 1_024 }

  /// Those who are to keep copies of this peer's objects.
  private var heirs: [RingContact] {
    Array(successors.lazy.filter { $0.address != nil }.prefix(Int(schedule.replicas) - 1))
  }

  /// The keys that this peer need not keep: those of the first that stand so far before it that its copies are not needed.
  private var strays: [UInt64] {
    let last =
      schedule.replicas == 1
      ? predecessor : stock.preceding.count >= schedule.replicas ? stock.preceding[Int(schedule.replicas) - 1] : nil
    guard let last, schedule.replicas == 1 || stock.preceding.first == predecessor else { return [] }
    // The others, all round the ring.
    return last.identifier == identifier ? [] : stock.keys(after: identifier, through: last.identifier)
  }

  /// Another node is before this one. Copies that are this peer's own now are to be kept by others than those that were its own before.
  mutating func adopt(_ contact: RingContact) {
    if let predecessor, RingOrder.isBetween(predecessor.identifier, contact.identifier, identifier) {
      // Less is its own than before.
    } else {
      stock.forgetHolders()
    }
    predecessor = contact
  }

  /// Adopts a nearer predecessor, once that has what becomes its own.
  mutating func yield(to candidate: RingContact, _ effects: inout Effects<RingPeer>) {
    guard let predecessor, !stock.kept.isEmpty else { return adopt(candidate) }
    if fault == .forgetsOnAdoption {
      forget(stock.keys(after: predecessor.identifier, through: candidate.identifier))
      return adopt(candidate)
    }
    begin(.adoption, with: candidate, &effects)
  }

  /// Keeps an object, and has copies made of it before it says so.
  mutating func store(
    _ key: UInt64, for asker: Address, token: UInt32, hops: UInt16, _ effects: inout Effects<RingPeer>
  ) {
    let heirs = heirs
    // Whoever has no successors for now could not keep its word; the asker tries again.
    guard !heirs.isEmpty || schedule.replicas == 1, stock.stores.count < 1_024 else { return }
    stock.kept.insert(key)
    guard !heirs.isEmpty else { return tell(asker, of: key, token: token, hops: hops, isKnown: true, &effects) }
    let store = stock.stores.insert(
      PendingStore(key, asker: asker, token: token, hops: hops, missing: UInt8(heirs.count)))
    for heir in heirs {
      guard let address = heir.address else { continue }
      let token = ask(.copy(heir, store: store), &effects)
      effects.send(.copies([key], token: token), to: address)
    }
  }

  /// A copy has been made.
  private mutating func countCopy(of store: UInt32, _ effects: inout Effects<RingPeer>) {
    guard var pending = stock.stores[store] else { return }
    pending.missing &-= 1
    guard pending.missing == 0 else {
      stock.stores[store] = pending
      return
    }
    stock.stores[store] = nil
    tell(pending.asker, of: pending.key, token: pending.token, hops: pending.hops, isKnown: true, &effects)
  }

  /// A copy was not acknowledged: its holder gets all again, and whoever stores the object must ask again.
  mutating func missCopy(at holder: RingContact, of store: UInt32) {
    stock.holders.removeAll { $0 == holder }
    stock.stores[store] = nil
  }

  /// Tells whoever asked that a key is this peer's, and whether there is an object.
  mutating func tell(
    _ asker: Address, of key: UInt64, token: UInt32, hops: UInt16, isKnown: Bool, _ effects: inout Effects<RingPeer>
  ) {
    let me = contact(effects)
    if asker == effects.me {
      answer(token, owner: me, of: key, hops: hops, isKnown: isKnown, &effects)
    } else {
      effects.send(.done(me, of: key, token: token, hops: hops, isKnown: isKnown), to: asker)
    }
  }

  /// Keeps what somebody else had. Whatever is not this peer's own is offered to its owner.
  mutating func takeObjects(
    _ keys: [UInt64], areCopies: Bool, token: UInt32, from sender: Address, _ effects: inout Effects<RingPeer>
  ) {
    let new = keys.filter { !stock.kept.contains($0) }
    if !new.isEmpty, !areCopies || fault != .keepsNoCopies {
      stock.kept.formUnion(new)
      let here = vicinity(effects)
      if new.contains(where: here.owns) { stock.forgetHolders() }
      if !areCopies { stock.settled = [] }
    }
    // Who gives some of the keys that this peer was about to be rid of may count on it to keep them.
    while let token = questions.token(where: { $0.isForStrays && $0.concerns(keys) }) {
      _ = questions.remove(token)
      effects.cancel(timer: .unanswered(token))
    }
    let isHeir = stock.stay == .leaves && reachableSuccessor?.address == sender
    let isHolder = isHeir || heirs.contains { $0.address == sender }
    // It may forget them now.
    if !isHolder { stock.holders.removeAll { $0.address == sender } }
    effects.send(.kept(token: token, isYes: isHolder), to: sender)
  }

  /// Sees to it that those have objects who should have them.
  mutating func tendObjects(_ effects: inout Effects<RingPeer>) {
    stock.forgetLeavers()
    if stock.stay == .leaves { goOnLeaving(&effects) }
    guard isMember, !stock.kept.isEmpty else { return }
    let heirs = heirs
    stock.holders.removeAll { !heirs.contains($0) }
    for heir in heirs where !stock.holders.contains(heir) {
      begin(.copies(version: stock.version), with: heir, &effects)
    }
    if schedule.replicas > 1, let address = predecessor?.address, address != effects.me {
      effects.send(.askBefore([], count: schedule.replicas, for: effects.me), to: address)
    }
    if !questions.contains(where: \.isForStrays), let stray = strays.first { seekOwner(of: stray, &effects) }
  }

  /// Adds this peer to those before somebody, and passes the question on or answers it.
  func tellBefore(_ list: [RingContact], count: UInt8, for asker: Address, _ effects: inout Effects<RingPeer>) {
    guard list.count < 16 else { return }
    let list = list + [contact(effects)]
    guard let predecessor, let address = predecessor.address, address != asker, list.count + 1 < count else {
      return effects.send(.before(list + (predecessor.map { [$0] } ?? [])), to: asker)
    }
    effects.send(.askBefore(list, count: count, for: asker), to: address)
  }

  /// Learns who is before it, and offers those what is kept for them if it may be news to them: whoever owned it before may be dead.
  mutating func takeBefore(_ list: [RingContact], _ effects: inout Effects<RingPeer>) {
    guard let predecessor, list.first == predecessor else { return }
    var before: [RingContact] = []
    var reach: UInt64 = 0
    for contact in list.prefix(Int(schedule.replicas)) {
      // Whoever comes before this peer itself has come round.
      let back = identifier &- contact.identifier
      guard back > reach, contact.address != effects.me else { break }
      reach = back
      before.append(contact)
    }
    stock.preceding = before
    let segments = zip(before, before.dropFirst()).map { RingSegment(after: $1.identifier, of: $0) }
    stock.settled.removeAll { !segments.contains($0) }
    for segment in segments where !stock.settled.contains(segment) && fault != .offersNothing {
      begin(.offer(segment), with: segment.owner, &effects)
    }
  }

  private mutating func forget(_ keys: [UInt64]) {
    stock.kept.subtract(KeySet(keys))
  }
}

// Objects on their way.
extension RingPeer {
  /// The keys that are to be sent, ascending, some of which may have been.
  private func keys(of transfer: RingTransfer) -> [UInt64] {
    switch transfer.reason {
    case .copies: return objects
    case .offer(let segment): return stock.keys(after: segment.start, through: segment.owner.identifier)
    case .adoption:
      guard let predecessor else { return [] }
      return stock.keys(after: predecessor.identifier, through: transfer.taker.identifier)
    case .leave: return stock.kept.keys
    case .strays(let key):
      let last = transfer.taker.identifier
      return strays.filter { $0 == key || $0 == last || key != last && RingOrder.isBetween(key, $0, last) }
    }
  }

  /// Has somebody get keys, unless that is being done.
  mutating func begin(
    _ reason: RingTransfer.Reason, with taker: RingContact, after sent: KeySet = KeySet(),
    _ effects: inout Effects<RingPeer>
  ) {
    let isBusy = questions.contains {
      if case .transfer(let other) = $0 { other.reason == reason && other.taker == taker } else { false }
    }
    if !isBusy, questions.count < Self.mostQuestions { goOn(RingTransfer(reason, to: taker, after: sent), &effects) }
  }

  private mutating func goOn(_ transfer: RingTransfer, _ effects: inout Effects<RingPeer>) {
    var transfer = transfer
    transfer.batch = Array(
      keys(of: transfer).lazy.filter { !transfer.sent.contains($0) }.prefix(RingTransfer.most))
    transfer.isSecond = false
    if transfer.batch.isEmpty { end(transfer, &effects) } else { send(transfer, &effects) }
  }

  private mutating func send(_ transfer: RingTransfer, _ effects: inout Effects<RingPeer>) {
    guard let address = transfer.taker.address else { return }
    let token = ask(.transfer(transfer), &effects)
    let isCopies = if case .copies = transfer.reason { true } else { false }
    effects.send(isCopies ? .copies(transfer.batch, token: token) : .objects(transfer.batch, token: token), to: address)
  }

  /// The taker has all keys.
  private mutating func end(_ transfer: RingTransfer, _ effects: inout Effects<RingPeer>) {
    let taker = transfer.taker
    switch transfer.reason {
    case .copies(let version):
      if version == stock.version, !stock.holders.contains(taker) { stock.holders.append(taker) }
    case .offer(let segment): if !stock.settled.contains(segment) { stock.settled.append(segment) }
    case .adoption:
      if let predecessor, !stock.isLeaver(taker),
        RingOrder.isBetween(predecessor.identifier, taker.identifier, identifier)
      {
        adopt(taker)
      }
    case .leave: sayFarewell(to: taker, after: transfer.sent, &effects)
    case .strays: break
    }
  }

  /// Keys were not acknowledged. What is to be done in every round is tried again in the next.
  mutating func miss(_ transfer: RingTransfer, _ effects: inout Effects<RingPeer>) {
    if !transfer.isSecond {
      var transfer = transfer
      transfer.isSecond = true
      send(transfer, &effects)
    } else if transfer.reason == .leave {
      drop(transfer.taker, &effects)
      goOnLeaving(&effects)
    }
  }

  /// Somebody has the keys that it was sent, or agrees that this peer leaves.
  mutating func takeKept(
    _ token: UInt32, isYes: Bool, from sender: Address, _ effects: inout Effects<RingPeer>
  ) {
    let isRight = { (question: RingQuestion<Links>) in
      switch question {
      case .transfer(let transfer): transfer.taker.address == sender
      case .copy(let holder, _), .farewell(let holder, _, _), .closeUp(let holder, _): holder.address == sender
      default: false
      }
    }
    switch answered(token, &effects, isRight: isRight) {
    case .transfer(var transfer):
      transfer.sent.formUnion(transfer.batch)
      if case .strays = transfer.reason {
        // The owner may know better who is to keep copies.
        if isYes { break }
        let strays = KeySet(strays)
        forget(transfer.batch.filter(strays.contains))
      }
      goOn(transfer, &effects)
    case .copy(_, let store): countCopy(of: store, &effects)
    case .farewell(let heir, let sent, _):

      if isYes {
        part(from: heir, after: sent, &effects)
      } else {
        stayOn(before: heir, after: sent, &effects)
      }
    case .closeUp: goAtLast(&effects)
    default: break
    }
  }

  private mutating func seekOwner(of key: UInt64, _ effects: inout Effects<RingPeer>) {
    let next = nextSteps(to: key, on: Links.start, effects)
    let search = RingSearch<Links>(
      .lookUp(key, isIterative: false), isForStrays: true, candidates: next.steps.reversed(), areOwners: next.areOwners)
    tryAnother(search, &effects)
  }

  /// The owner of a key that this peer need not keep has been found, or nobody.
  mutating func handOver(_ key: UInt64, to owner: RingContact?, _ effects: inout Effects<RingPeer>) {
    guard isMember, let owner, owner.address != effects.me else { return }
    begin(.strays(key), with: owner, &effects)
  }
}
