import CanonicalEncoding
import ModelChecking
import Participants

/// A participant that writes down what happens to it, in situations so small that their states can be counted by hand.
struct Toy: Participant {
  typealias Message = UInt8
  typealias Timer = UInt8
  typealias Stable = UInt8
  typealias Request = UInt8
  typealias Response = UInt8
  typealias Observation = UInt8

  enum Situation: UInt8, Canonical {
    /// Participant 0 sends 1 to participant 1.
    case once
    /// The same message twice.
    case twice
    /// It sends 2, then 1.
    case countdown
    /// Participant 1 ignores odd messages.
    case countdownIgnored
    /// Timers 1 and 2 are set, 1 twice.
    case timers
    /// Timer 1 cancels timer 2.
    case cancel
    /// Timer 1 persists 7.
    case saves
    /// Requests are answered at once, with twice the number.
    case answers
    /// They are not.
    case silent
    /// The start is one of three.
    case choosesAtStart
    /// The message is followed by one of two choices, the first by one of three.
    case chooses
    /// It tells what it gets, and sends it back one less.
    case tells
    /// It sends to somebody who is not there.
    case missends
  }

  let situation: Situation
  var log: [UInt8] = []

  init(_ situation: Situation) { self.situation = situation }

  mutating func handle(_ input: Input<Toy>, effects: inout Effects<Toy>) {
    switch (situation, input) {
    case (.choosesAtStart, .start): log = [UInt8(effects.choose(3))]
    case (.timers, .start):
      for timer: UInt8 in [2, 1, 1] { effects.set(timer: timer, after: .seconds(1)) }
    case (.cancel, .start):
      for timer: UInt8 in [1, 2] { effects.set(timer: timer, after: .seconds(1)) }
    case (.saves, .start): effects.set(timer: 1, after: .seconds(1))
    case (.missends, .start): effects.send(1, to: 9)
    case (.countdown, .start), (.countdownIgnored, .start):
      if effects.me == 0 { for message: UInt8 in [2, 1] { effects.send(message, to: 1) } }
    case (.twice, .start):
      if effects.me == 0 { effects.send(1, to: [1, 1] as [Address]) }
    case (.tells, .start):
      if effects.me == 0 { effects.send(2, to: 1) }
    case (_, .start):
      if effects.me == 0, situation == .once || situation == .chooses { effects.send(1, to: 1) }
    case (.countdownIgnored, .message(let message, _)) where message % 2 == 1: break
    case (.chooses, .message):
      let first = effects.choose(2)
      log += [UInt8(first), first == 0 ? UInt8(effects.choose(3)) : 9]
    case (.tells, .message(let message, let sender)):
      effects.observe(message)
      log.append(message)
      if message > 0 { effects.send(message - 1, to: sender) }
    case (_, .message(let message, _)): log.append(message)
    case (_, .timer(let timer)):
      log.append(timer)
      if situation == .cancel, timer == 1 { effects.cancel(timer: 2) }
      if situation == .saves { effects.persist(7) }
    case (_, .restart(let stable)): log = [stable ?? 0]
    case (_, .request(let request)):
      log.append(request)
      if situation == .answers { effects.respond(2 * request) }
    }
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(situation)
    bytes.write(log)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    situation = try bytes.read()
    log = try bytes.read()
  }
}

/// States, transitions and depth of two toys, or so many.
func counts(
  _ situation: Toy.Situation, _ channels: ChannelDiscipline = .unordered, _ faults: NetworkFaults = .none,
  participants: Int = 2, requests: [Address: [UInt8]] = [:], skipsIdleDeliveries: Bool = false,
  scope: @escaping @Sendable (NetworkState<Toy, NoObserver<Toy>>) -> Bool = { _ in true }
) throws -> [Int] {
  try NaiveSearch(
    NetworkModel(
      Array(repeating: Toy(situation), count: participants), channels: channels, faults: faults, requests: requests,
      skipsIdleDeliveries: skipsIdleDeliveries, scope: scope)
  ).counts
}
