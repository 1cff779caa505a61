import CanonicalEncoding
import Participants

/// Lets participants handle inputs and puts the consequences into states; made once for all steps of a state, so that
/// effects and bytes share their room.
@usableFromInline
struct NetworkStepper<P: Participant, Observer: NetworkObserver>: ~Copyable where Observer.Subject == P {
  @usableFromInline typealias State = NetworkState<P, Observer>

  @usableFromInline let channels: ChannelDiscipline
  @usableFromInline var effects = Effects<P>()
  @usableFromInline var bytes = ByteWriter()

  @inlinable init(channels: ChannelDiscipline) { self.channels = channels }

  /// All states that `state` can become when its participants start one after the other.
  @inlinable mutating func started(_ state: State) throws(NetworkModelError) -> [State] {
    var states = [state]
    for index in state.participants.indices {
      var next: [State] = []
      for state in states {
        repeat {
          var started = state
          effects.begin(at: Address(index))
          started.participants[index].handle(.start, effects: &effects)
          guard effects.choices.isConsistent else { throw .inconsistentChoices(Address(index)) }
          try apply(at: Address(index), to: &started)
          next.append(started)
        } while effects.choices.advance()
      }
      states = next
    }
    return states
  }

  /// Does what the participant at `address` has asked for in its last step.
  @inlinable mutating func apply(at address: Address, to state: inout State) throws(NetworkModelError) {
    for effect in effects.all {
      switch effect {
      case .send(let message, let receiver):
        guard receiver.index < state.participants.count else { throw .unknownReceiver(receiver, from: address) }
        state.observer.sent(message, from: address, to: receiver)
        send(Envelope(message, from: address, to: receiver), in: &state.messages)
      case .set(let timer, _): set(Held(timer, at: address), in: &state.timers)
      case .cancel(let timer): state.timers.removeAll { $0.at == address && $0.value == timer }
      case .persist(let stable): persist(Held(stable, at: address), in: &state.stable)
      case .respond(let response):
        if !state.clients.isEmpty { state.clients[address.index].isWaiting = false }
        state.observer.responded(response, at: address)
      case .observe(let observation): state.observer.observed(observation, at: address)
      }
    }
  }

  /// Puts a message where it belongs.
  @inlinable mutating func send(_ envelope: Envelope<P.Message>, in messages: inout [Envelope<P.Message>]) {
    if channels == .ordered {
      var place = messages.count
      while place > 0, (envelope.from, envelope.to) < (messages[place &- 1].from, messages[place &- 1].to) {
        place &-= 1
      }
      messages.insert(envelope, at: place)
      return
    }
    bytes.removeAll()
    bytes.write(envelope.message)
    let count = bytes.count
    var low = 0
    var high = messages.count
    while low < high {
      let middle = (low &+ high) / 2
      let order = compare(envelope, count, messages[middle])
      if order == 0, channels == .set { return }
      if order < 0 { high = middle } else { low = middle &+ 1 }
    }
    messages.insert(envelope, at: low)
  }

  /// The order by sender, bytes and receiver; the bytes of the first message are the first `count`.
  @inlinable mutating func compare(_ one: Envelope<P.Message>, _ count: Int, _ other: Envelope<P.Message>) -> Int {
    if one.from != other.from { return one.from < other.from ? -1 : 1 }
    let order = compare(first: count, to: other.message)
    if order != 0 { return order }
    return one.to == other.to ? 0 : one.to < other.to ? -1 : 1
  }

  /// The order of the first `count` bytes and those of a value, which are appended.
  @inlinable mutating func compare(first count: Int, to value: some Canonical) -> Int {
    let start = bytes.count
    bytes.write(value)
    let all = bytes.bytes
    let length = all.count &- start
    var index = 0
    while index < count, index < length {
      if all[index] != all[start &+ index] { return all[index] < all[start &+ index] ? -1 : 1 }
      index &+= 1
    }
    return count &- length
  }

  /// Puts a timer where it belongs, unless it is there.
  @inlinable mutating func set(_ timer: Held<P.Timer>, in timers: inout [Held<P.Timer>]) {
    bytes.removeAll()
    bytes.write(timer.value)
    let count = bytes.count
    var place = 0
    while place < timers.count, timers[place].at <= timer.at {
      if timers[place].at == timer.at {
        let order = compare(first: count, to: timers[place].value)
        if order == 0 { return }
        if order < 0 { break }
      }
      place &+= 1
    }
    timers.insert(timer, at: place)
  }

  /// Replaces what a participant has persisted.
  @inlinable func persist(_ record: Held<P.Stable>, in records: inout [Held<P.Stable>]) {
    let place = records.firstIndex { $0.at >= record.at } ?? records.count
    if place < records.count, records[place].at == record.at {
      records[place] = record
    } else {
      records.insert(record, at: place)
    }
  }
}
