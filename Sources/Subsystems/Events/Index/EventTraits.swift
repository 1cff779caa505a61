/// What an event has that the keys of a matcher do not tell exactly; and for which events a conjunction is only an
/// approximation.
struct EventTraits: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  /// Every event has this one.
  static let any = EventTraits(rawValue: 1)
  /// Numbers with a fraction.
  static let fraction = EventTraits(rawValue: 2)
  /// Numbers from 2^53 on, or down from -2^53.
  static let extreme = EventTraits(rawValue: 4)
  /// Numbers other than 64-bit integers where the schema promises integers.
  static let unforeseen = EventTraits(rawValue: 8)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Of a number, beyond those of every event.
  init(_ number: ExactNumber) {
    switch number {
    case .integer(let integer): self = integer.magnitude < 1 << 53 ? [] : .extreme
    case .double(let double): self = double.magnitude < 0x1p53 ? .fraction : .extreme
    }
  }
}
