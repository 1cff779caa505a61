/// Which constraints on an attribute does a value satisfy? What counting asks for each attribute of an event.
///
/// Attributes go by their numbers, and whose a constraint is by the slot of its subscription. Constraints are
/// satisfiable, and a slot has one on an attribute at most.
protocol ConstraintIndex: ~Copyable, Sendable {
  init()

  var bytes: Int { get }

  /// One attribute more.
  mutating func append()

  /// Takes in a constraint, its attribute as its number.
  mutating func insert(_ constraint: Constraint, of slot: UInt32)

  /// Takes out all constraints of some slots.
  mutating func sweep(_ isRemoved: [Bool])

  /// Counts every constraint that the value satisfies, for its slot.
  func count(_ value: Int64, of attribute: Int, in tally: inout Tally, to matches: inout [SubscriptionID])

  /// Visits each constraint once.
  func forEach(_ attribute: Int, _ visit: (_ low: Int64, _ high: Int64, _ slot: UInt32) throws -> Void) rethrows

  func checkInvariants() throws
}
