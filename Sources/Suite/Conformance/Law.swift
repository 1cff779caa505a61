import Randomness

/// A sentence that every implementation of something must obey, and the check of it.
///
/// A law knows its subject's interface and no implementation. Each is broken by at least one ``Mutant``, which the
/// suite verifies along with the law itself: a law that nothing breaks says nothing.
public struct Law<Subject>: Sendable {
  /// The stable name, from the subsystem down: `overlay.fissione.degrees`.
  public let id: String

  /// What must hold, as a plain sentence.
  public let statement: String

  /// Throws a ``Violation`` when the subject breaks the law; the generator chooses what is looked at.
  public let check: @Sendable (Subject, inout Xoshiro256StarStar) throws -> Void

  /// States a law.
  public init(
    _ id: String, _ statement: String,
    check: @escaping @Sendable (Subject, inout Xoshiro256StarStar) throws -> Void
  ) {
    self.id = id
    self.statement = statement
    self.check = check
  }
}

/// Something that laws are applied to: makes a subject for each case, the same one for the same case and seed.
public struct Specimen<Subject>: Sendable {
  /// The stable name of the implementation.
  public let id: String

  /// One line about it.
  public let summary: String

  /// The subject of a case. Sizes follow from the case number, small ones first.
  public let make: @Sendable (_ number: Int, Seed) throws -> Subject

  /// Names a source of subjects.
  public init(_ id: String, _ summary: String, make: @escaping @Sendable (_ number: Int, Seed) throws -> Subject) {
    self.id = id
    self.summary = summary
    self.make = make
  }
}

/// A known-bad implementation, and the laws that must notice it.
public struct Mutant<Subject>: Sendable {
  /// The broken implementation; its summary says what is wrong.
  public let specimen: Specimen<Subject>

  /// The laws, by id, each of which must be violated within the cases that are checked.
  public let killedBy: Set<String>

  /// Describes a fault.
  public init(
    _ id: String, _ fault: String, killedBy: Set<String>,
    make: @escaping @Sendable (_ number: Int, Seed) throws -> Subject
  ) {
    specimen = Specimen(id, fault, make: make)
    self.killedBy = killedBy
  }
}

/// Why a law does not hold.
public struct Violation: Error, CustomStringConvertible, Sendable {
  /// What was found, with the values that show it.
  public let finding: String

  /// Where the law looked.
  public let location: String

  /// The finding and its place.
  public var description: String { "\(finding) (\(location))" }
}

/// Throws a ``Violation`` unless `condition` holds.
public func expect(
  _ condition: Bool, _ finding: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) throws(Violation) {
  if !condition { throw Violation(finding: finding(), location: "\(file):\(line)") }
}
