import CanonicalEncoding
import ModelChecking
import Participants

/// Leader election in a ring (Chang and Roberts 1979): each participant sends its number to the next one, passes on greater
/// numbers, drops smaller ones, and leads when its own number comes back.
struct RingMember: Participant {
  typealias Message = Int

  let number: Int
  let size: Int
  var isLeader = false

  mutating func handle(_ input: Input<RingMember>, effects: inout Effects<RingMember>) {
    let next = Address((effects.me.index + 1) % size)
    switch input {
    case .start: effects.send(number, to: next)
    case .message(number, _): isLeader = true
    case .message(let other, _) where other > number: effects.send(other, to: next)
    default: break
    }
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(number)
    bytes.write(size)
    bytes.write(isLeader)
  }
}

extension RingMember {
  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    number = try bytes.read()
    size = try bytes.read()
    isLeader = try bytes.read()
  }

  /// A ring of members with these numbers. Whatever overtakes whatever, the greatest number wins.
  static func model(
    _ numbers: [Int], faults: NetworkFaults = .none
  ) throws -> NetworkModel<RingMember, NoObserver<RingMember>> {
    let greatest = numbers.max()
    return try NetworkModel(
      numbers.map { RingMember(number: $0, size: numbers.count) },
      faults: faults,
      properties: [
        .always("only the greatest leads") { state in
          state.participants.allSatisfy { !$0.isLeader || $0.number == greatest }
        },
        .sometimes("there is a leader") { state in state.participants.contains(where: \.isLeader) },
        .eventually("somebody leads") { state in state.participants.contains(where: \.isLeader) },
        .noDeadlock { state in state.messages.isEmpty },
      ])
  }
}
