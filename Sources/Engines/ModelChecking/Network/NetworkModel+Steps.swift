import CanonicalEncoding
import Participants

extension NetworkModel {
  @usableFromInline typealias Stepper = NetworkStepper<P, Observer>

  /// The steps of each message (delivery, loss, duplication), of timers, of crashes and restarts, of partitions, and of
  /// clients; each kind in the order in which the state holds what it is about.
  ///
  /// - Throws: ``NetworkModelError/unknownReceiver(_:from:)`` or ``NetworkModelError/inconsistentChoices(_:)``.
  @inlinable
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) throws {
    var stepper = Stepper(channels: channels)
    guard try visitMessages(of: state, &stepper, visit) else { return }
    if !state.timers.isEmpty { guard try visitTimers(of: state, &stepper, visit) else { return } }
    if faults.crashes != 0 { guard try visitCrashes(of: state, &stepper, visit) else { return } }
    if !faults.cuts.isEmpty { guard visitPartitions(of: state, visit) else { return } }
    if !requests.isEmpty { _ = try visitClients(of: state, &stepper, visit) }
  }

  /// Visits the states that an input to one participant leads to: one for each way of choosing.
  @inlinable @inline(__always)
  func forEachOutcome(
    of input: Input<P>, at address: Address, in state: State, _ stepper: inout Stepper, skipsIdle: Bool = false,
    preparing prepare: (inout State, _ sent: Int) -> Void, _ visit: ([Int], State) -> Bool
  ) throws -> Bool {
    repeat {
      var participant = state.participants[address.index]
      stepper.effects.begin(at: address)
      participant.handle(input, effects: &stepper.effects)
      guard stepper.effects.choices.isConsistent else { throw NetworkModelError.inconsistentChoices(address) }
      if skipsIdle, stepper.effects.isEmpty, participant == state.participants[address.index] { continue }
      var next = state
      prepare(&next, stepper.effects.all.count)
      next.participants[address.index] = participant
      try stepper.apply(at: address, to: &next)
      guard visit(stepper.effects.choices.taken, next) else { return false }
    } while stepper.effects.choices.advance()
    return true
  }

  @inlinable
  func visitMessages(of state: State, _ stepper: inout Stepper, _ visit: (Action, State) -> Bool) throws -> Bool {
    let messages = state.messages
    for (index, envelope) in messages.enumerated() {
      if index > 0 {
        // Equal messages are one; behind the first of an ordered channel nothing happens.
        let previous = messages[index &- 1]
        if channels == .ordered ? envelope.isOnSameChannel(as: previous) : envelope == previous { continue }
      }
      if !state.cut.separates(envelope.from, envelope.to), !state.crashed.contains(envelope.to) {
        guard try deliver(envelope, index, in: state, &stepper, visit) else { return false }
      }
      if faults.losses != 0, faults.losses.allows(after: state.spent.losses) {
        var next = state
        next.messages.remove(at: index)
        if faults.losses != .unlimited { next.spent.losses += 1 }
        guard visit(.drop(envelope), next) else { return false }
      }
      if faults.duplications != 0, faults.duplications.allows(after: state.spent.duplications) {
        var next = state
        next.messages.insert(envelope, at: index)
        next.spent.duplications += 1
        guard visit(.duplicate(envelope), next) else { return false }
      }
    }
    return true
  }

  @inlinable
  func deliver(
    _ envelope: Envelope<P.Message>, _ index: Int, in state: State, _ stepper: inout Stepper,
    _ visit: (Action, State) -> Bool
  ) throws -> Bool {
    let input = Input<P>.message(envelope.message, from: envelope.from)
    let skipsIdle = skipsIdleDeliveries && channels != .ordered
    return try forEachOutcome(of: input, at: envelope.to, in: state, &stepper, skipsIdle: skipsIdle) { next, sent in
      if channels == .set {
        next.lastDelivered = envelope
      } else {
        next.messages = state.messages.removing(index, room: sent)
      }
      next.observer.delivered(envelope.message, from: envelope.from, to: envelope.to)
    } _: { choices, next in
      visit(.deliver(envelope, choices: choices), next)
    }
  }

  @inlinable
  func visitTimers(of state: State, _ stepper: inout Stepper, _ visit: (Action, State) -> Bool) throws -> Bool {
    for (index, timer) in state.timers.enumerated() {
      let goesOn = try forEachOutcome(of: .timer(timer.value), at: timer.at, in: state, &stepper) { next, _ in
        next.timers.remove(at: index)
      } _: { choices, next in
        visit(.fire(timer.value, at: timer.at, choices: choices), next)
      }
      guard goesOn else { return false }
    }
    return true
  }

  @inlinable
  func visitCrashes(of state: State, _ stepper: inout Stepper, _ visit: (Action, State) -> Bool) throws -> Bool {
    for index in state.participants.indices {
      let address = Address(index)
      if !state.crashed.contains(address) {
        guard faults.crashes.allows(after: state.spent.crashes) else { continue }
        guard visit(.crash(address), crashing(address, in: state)) else { return false }
      } else if faults.restarts.allows(after: state.spent.restarts) {
        let input = Input<P>.restart(state.persisted(at: address))
        let goesOn = try forEachOutcome(of: input, at: address, in: state, &stepper) { next, _ in
          next.crashed.remove(address)
          if faults.restarts != .unlimited { next.spent.restarts += 1 }
        } _: { choices, next in
          visit(.restart(address, choices: choices), next)
        }
        guard goesOn else { return false }
      }
    }
    return true
  }

  @inlinable
  func crashing(_ address: Address, in state: State) -> State {
    var next = state
    next.participants[address.index] = participants[address.index]
    next.timers.removeAll { $0.at == address }
    next.crashed.insert(address)
    if !requests.isEmpty { next.clients[address.index].isWaiting = false }
    if faults.crashes != .unlimited { next.spent.crashes += 1 }
    next.observer.crashed(at: address)
    return next
  }

  @inlinable
  func visitPartitions(of state: State, _ visit: (Action, State) -> Bool) -> Bool {
    var next = state
    if !state.cut.isEmpty {
      next.cut = []
      return visit(.heal, next)
    }
    guard faults.partitions.allows(after: state.spent.partitions) else { return true }
    if faults.partitions != .unlimited { next.spent.partitions += 1 }
    for cut in faults.cuts {
      next.cut = cut
      guard visit(.partition(cut), next) else { return false }
    }
    return true
  }

  @inlinable
  func visitClients(of state: State, _ stepper: inout Stepper, _ visit: (Action, State) -> Bool) throws -> Bool {
    for (index, client) in state.clients.enumerated() where !client.isWaiting && client.made < requests[index].count {
      let address = Address(index)
      if state.crashed.contains(address) { continue }
      let request = requests[index][client.made]
      let goesOn = try forEachOutcome(of: .request(request), at: address, in: state, &stepper) { next, _ in
        next.clients[index] = ClientProgress(made: client.made &+ 1, isWaiting: true)
        next.observer.requested(request, at: address)
      } _: { choices, next in
        visit(.request(request, at: address, choices: choices), next)
      }
      guard goesOn else { return false }
    }
    return true
  }
}

extension Array {
  /// All elements but one, in memory of their own that has room for more.
  @inlinable func removing(_ index: Int, room: Int) -> [Element] {
    var others: [Element] = []
    others.reserveCapacity(count &- 1 &+ room)
    others.append(contentsOf: self[..<index])
    others.append(contentsOf: self[(index &+ 1)...])
    return others
  }
}
