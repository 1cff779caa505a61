import Randomness

/// A property of all values of a generator, ready to be checked.
///
///     let report = PropertyCheck("sorting keeps the length", .array(of: .int)) { numbers, _ in
///       try expect(numbers.sorted().count == numbers.count, "elements were lost")
///     }.run()
///
/// The property is good for a case when it returns, bad when it throws, and gives the case up when it throws a ``Rejection``, as
/// ``assume(_:)`` does.
public struct PropertyCheck<Value> {
  /// The name of the property, under which its failures are kept.
  public let name: String

  /// Where the values come from.
  public let generator: Generator<Value>

  /// How it is checked.
  public var settings: CheckSettings

  private let property: (Value, Trial) throws -> Void

  /// States a property.
  public init(
    _ name: String, _ generator: Generator<Value>, settings: CheckSettings = CheckSettings(),
    _ property: @escaping (_ value: Value, _ trial: Trial) throws -> Void
  ) {
    self.name = name
    self.generator = generator
    self.settings = settings
    self.property = property
  }

  /// Judges cases until one is bad or all are done, and makes a bad one as simple as it can.
  public func run() -> CheckReport<Value> {
    CheckRun(name, generator, settings) { value, trial in
      do {
        try property(value, trial)
        return nil
      } catch {
        return error
      }
    }.run()
  }
}
