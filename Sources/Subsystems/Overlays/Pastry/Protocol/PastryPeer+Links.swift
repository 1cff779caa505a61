import Participants

// Joining, leaf sets and tables.
extension PastryPeer {
  /// Asks somebody who may be on the ring for the place of this peer.
  mutating func join(_ effects: inout Effects<PastryPeer>) {
    let known = introducers + (remembered + table.contacts).map(\.address).filter { $0 != effects.me }
    guard !known.isEmpty else { return }
    let introducer = known[effects.choose(known.count)]
    // The question goes from node to node.
    let token = questions.insert(.place)
    effects.set(timer: .unanswered(token), after: .nanoseconds(schedule.patience &* 4))
    effects.send(.join(identifier, for: effects.me, token: token, hops: 0), to: introducer)
  }

  /// Tells a newcomer a row of the table, and the leaf set or somebody who is nearer to its identifier.
  func tellPlace(
    of newcomer: UInt64, to asker: Address, token: UInt32, hops: UInt16, _ effects: inout Effects<PastryPeer>
  ) {
    guard newcomer != identifier, asker != effects.me, hops < Self.mostHops else { return }
    let row = table.row(table.sharedDigits(newcomer))
    effects.send(.row(row, from: identifier, token: token, isForJoin: true), to: asker)
    // Who comes back may still be known as the node that it was.
    if let next = next(to: newcomer, except: [newcomer]) {
      effects.send(.join(newcomer, for: asker, token: token, hops: hops + 1), to: next.address)
    } else {
      effects.send(.place(leaves.neighbours, from: identifier, token: token), to: asker)
    }
  }

  /// A newcomer takes its place, and makes itself known.
  mutating func settle(
    beside nearest: NodeContact, _ neighbours: PastryNeighbours, token: UInt32, _ effects: inout Effects<PastryPeer>
  ) {
    guard isOther(nearest, effects), answered(token, &effects, isRight: { $0 == .place }) != nil, !isMember else {
      return
    }
    let isBefore = identifier &- nearest.identifier < nearest.identifier &- identifier
    for contact in neighbours.before + (isBefore ? [nearest] : []) where isOther(contact, effects) {
      _ = leaves.note(HeardContact(contact, at: effects.second), extending: (before: true, after: false))
    }
    for contact in neighbours.after + (isBefore ? [] : [nearest]) where isOther(contact, effects) {
      _ = leaves.note(HeardContact(contact, at: effects.second), extending: (before: false, after: true))
    }
    isMember = true
    effects.observe(.joined)
    remember(&effects)
    keepUp(&effects)
    for contact in leaves.contacts + table.contacts { check(contact, isForJoin: true, &effects) }
  }

  /// Sets the alarm of a member, each peer's at another moment.
  mutating func keepUp(_ effects: inout Effects<PastryPeer>) {
    effects.set(timer: .check, after: effects.firstTime(of: schedule.check))
  }

  /// Keeps the leaves for the time after a crash.
  mutating func remember(_ effects: inout Effects<PastryPeer>) {
    let contacts = leaves.contacts
    guard contacts != remembered, !contacts.isEmpty else { return }
    remembered = contacts
    effects.persist(contacts)
  }

  /// Seconds between two checks, rounded up.
  private var checkSeconds: UInt16 { UInt16(clamping: (schedule.check + 999_999_999) / 1_000_000_000) }

  /// Nodes that are being checked.
  private var checked: [UInt64] { questions.values.compactMap { $0.checked?.identifier } }

  /// Asks the neighbours, a leaf and an entry of the table.
  mutating func check(_ effects: inout Effects<PastryPeer>) {
    let now = effects.second
    if let next = leaves.after.first { check(next.contact, &effects) }
    // It asks this peer as often.
    if let previous = leaves.before.first, previous.silence(at: now) > checkSeconds {
      check(previous.contact, &effects)
    }
    for helper in leaves.helpers { check(helper, &effects) }
    if let leaf = leaves.longestSilent(at: now, except: checked) { check(leaf, &effects) }
    if let entry = table.longestSilent(at: now, except: checked) { check(entry, &effects) }
  }

  /// Asks a node for its leaves if it is one, or should be, and else for the row in which it stands, unless it or too
  /// many are being asked.
  mutating func check(
    _ contact: NodeContact, mayExtend: Bool = false, isForJoin: Bool = false, _ effects: inout Effects<PastryPeer>
  ) {
    guard questions.count < Self.mostChecks, isOther(contact, effects),
      !questions.contains(where: { $0.checked == contact })
    else { return }
    let isLeaf = leaves.contains(contact.identifier) || leaves.wants(contact.identifier, mayExtend: mayExtend)
    let row = isLeaf ? nil : UInt8(clamping: table.sharedDigits(contact.identifier))
    let token = questions.insert(.check(contact, row: row, isForJoin: isForJoin, attempt: 1))
    send(token, to: contact, row: row, isForJoin: isForJoin, &effects)
  }

  func send(
    _ token: UInt32, to contact: NodeContact, row: UInt8?, isForJoin: Bool, _ effects: inout Effects<PastryPeer>
  ) {
    effects.set(timer: .unanswered(token), after: .nanoseconds((schedule.patience + 1) / 2))
    effects.send(
      row.map { .askRow($0, from: identifier, token: token, isForJoin: isForJoin) }
        ?? .askLeaves(leaves.neighbours, from: identifier, token: token, isForJoin: isForJoin), to: contact.address)
  }

  /// Takes the answer of a node that is checked, if there is one under this token; returns whether it says who it
  /// should be.
  mutating func confirm(_ token: UInt32, by sender: NodeContact, _ effects: inout Effects<PastryPeer>) -> Bool {
    let isRight = { (question: PastryQuestion) in question.checked?.address == sender.address }
    guard let contact = answered(token, &effects, isRight: isRight)?.checked, contact != sender else { return true }
    // Somebody else is there now.
    drop(contact, &effects)
    return false
  }

  /// Somebody tells its leaves.
  mutating func takeLeaves(
    _ neighbours: PastryNeighbours, of sender: NodeContact, isForJoin: Bool, _ effects: inout Effects<PastryPeer>
  ) {
    guard isOther(sender, effects) else { return }
    let extensions = leaves.extensions(of: sender.identifier, neighbours)
    meet(neighbours.before, mayExtend: extensions.before, isForJoin: isForJoin, &effects)
    meet(neighbours.after, mayExtend: extensions.after, isForJoin: isForJoin, &effects)
    let missing = leaves.missing(
      in: neighbours, of: sender.identifier, at: effects.second, silentFor: checkSeconds)
    for contact in missing { check(contact, &effects) }
  }

  /// Somebody tells a row of its table.
  mutating func takeRow(
    _ contacts: [NodeContact], token: UInt32, from sender: NodeContact, isForJoin: Bool,
    _ effects: inout Effects<PastryPeer>
  ) {
    if isMember {
      if confirm(token, by: sender, &effects) { meet(contacts, mayExtend: false, isForJoin: isForJoin, &effects) }
    } else if questions[token] == .place {
      for contact in contacts where isOther(contact, effects) {
        table.note(HeardContact(contact, at: effects.second))
      }
    }
  }

  /// Asks those who would come in.
  private mutating func meet(
    _ contacts: [NodeContact], mayExtend: Bool, isForJoin: Bool, _ effects: inout Effects<PastryPeer>
  ) {
    for contact in contacts {
      let identifier = contact.identifier
      guard leaves.wants(identifier, mayExtend: mayExtend) || table.wants(identifier),
        !dropped.contains(identifier, at: effects.second)
      else { continue }
      check(contact, mayExtend: mayExtend, isForJoin: isForJoin, &effects)
    }
  }

  /// A node does not answer. Others may be gone as well.
  mutating func drop(_ contact: NodeContact, _ effects: inout Effects<PastryPeer>) {
    dropped.insert(contact, at: effects.second)
    let (wasLeaf, wasFirst) = leaves.remove(contact)
    let row = table.remove(contact)
    guard isMember, wasLeaf || row != nil else { return }
    if leaves.isEmpty {
      isMember = false
      effects.observe(.isolated)
      return join(&effects)
    }
    if wasLeaf {
      remember(&effects)
      if wasFirst {
        let message = PastryMessage.leaves(leaves.neighbours, from: identifier, token: 0, isForJoin: false)
        effects.send(message, to: leaves.contacts.lazy.map(\.address))
      }
      for helper in leaves.helpers { check(helper, &effects) }
    }
    if let row, let other = table.row(row).randomElement(&effects) { check(other, &effects) }
    // And another one that may be gone as well.
    let (now, seconds, checked) = (effects.second, 2 * checkSeconds, checked)
    if let other = leaves.longestSilent(at: now, atLeast: seconds, except: checked)
      ?? table.longestSilent(at: now, atLeast: seconds, except: checked)
    {
      check(other, &effects)
    }
  }
}

extension [NodeContact] {
  /// One of them, drawn; nil if there is none.
  fileprivate func randomElement(_ effects: inout Effects<PastryPeer>) -> NodeContact? {
    isEmpty ? nil : self[effects.choose(count)]
  }
}
