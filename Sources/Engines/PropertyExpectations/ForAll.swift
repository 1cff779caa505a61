import PropertyTesting
import Testing

/// Checks within a test that a property holds for all values of the generators.
///
///     @Test func reversingTwiceChangesNothing() async throws {
///       try await forAll(.array(of: .int)) { numbers in #expect(numbers.reversed().reversed() == numbers) }
///     }
///
/// A case is bad if it records an issue, as `#expect` does, or throws; it is given up if it throws a ``Rejection``. Nothing of that
/// reaches the test runner: when a case is bad, the simplest one that fails in the same way is looked for and recorded as a single
/// issue at the place of the call, with the value, the failure, and how to see it again.
///
/// What is not said here comes from the environment: ``PropertyEnvironment``.
///
/// - Parameters:
///   - generator: Where the values come from, one generator for each.
///   - cases: How many cases are judged.
///   - name: What failing cases are kept under. If nil, it is made of the test and of the place of the call in it. A call that is
///     made several times needs a name for each; in a test with arguments, nothing is kept without one.
///   - settings: Changes any other settings.
///   - sourceLocation: Where a failure is recorded.
///   - property: Judges a case.
/// - Throws: `CancellationError` if the test is cancelled, or what the property throws then.
public nonisolated(nonsending) func forAll<each Value>(
  _ generator: repeat Generator<each Value>, cases: Int? = nil, name: String? = nil,
  settings: (inout CheckSettings) -> Void = { _ in },
  sourceLocation: SourceLocation = #_sourceLocation, _ property: @escaping (repeat each Value) throws -> Void
) async throws {
  let property = TestedProperty<(repeat each Value)>.Property.immediate { value, _ in
    try property(repeat each value)
  }
  try await TestedProperty(.tuple(repeat each generator), name, cases, settings, sourceLocation, property)?.check()
}

/// Checks within a test that a property holds for all values, as ``forAll(_:cases:name:settings:sourceLocation:_:)`` does;
/// the property also takes the ``Trial``, to classify cases, to draw further values, and to note what a failure should show. It comes
/// first, since any number of values follows.
public nonisolated(nonsending) func forAll<each Value>(
  _ generator: repeat Generator<each Value>, cases: Int? = nil, name: String? = nil,
  settings: (inout CheckSettings) -> Void = { _ in },
  sourceLocation: SourceLocation = #_sourceLocation,
  _ property: @escaping (_ trial: Trial, _ value: repeat each Value) throws -> Void
) async throws {
  let property = TestedProperty<(repeat each Value)>.Property.immediate { value, trial in
    try property(trial, repeat each value)
  }
  try await TestedProperty(.tuple(repeat each generator), name, cases, settings, sourceLocation, property)?.check()
}

/// Checks within a test that a property holds for all values, as ``forAll(_:cases:name:settings:sourceLocation:_:)`` does;
/// the property may wait, and runs in the task of the caller, while values are generated on another thread.
@_disfavoredOverload
public nonisolated(nonsending) func forAll<each Value>(
  _ generator: repeat Generator<each Value>, cases: Int? = nil, name: String? = nil,
  settings: (inout CheckSettings) -> Void = { _ in },
  sourceLocation: SourceLocation = #_sourceLocation, _ property: @escaping (repeat each Value) async throws -> Void
) async throws {
  let property = TestedProperty<(repeat each Value)>.Property.waiting { value, _ in
    try await property(repeat each value)
  }
  try await TestedProperty(.tuple(repeat each generator), name, cases, settings, sourceLocation, property)?.check()
}

/// Checks within a test that a property holds for all values, as ``forAll(_:cases:name:settings:sourceLocation:_:)`` does;
/// the property also takes the ``Trial``, may wait, and runs in the task of the caller.
@_disfavoredOverload
public nonisolated(nonsending) func forAll<each Value>(
  _ generator: repeat Generator<each Value>, cases: Int? = nil, name: String? = nil,
  settings: (inout CheckSettings) -> Void = { _ in },
  sourceLocation: SourceLocation = #_sourceLocation,
  _ property: @escaping (_ trial: Trial, _ value: repeat each Value) async throws -> Void
) async throws {
  let property = TestedProperty<(repeat each Value)>.Property.waiting { value, trial in
    try await property(trial, repeat each value)
  }
  try await TestedProperty(.tuple(repeat each generator), name, cases, settings, sourceLocation, property)?.check()
}
