/// What a part of a kernel's work came to, by which a timed run is held against what it should have done.
public struct KernelWork: Hashable, Sendable {
  /// Operations done: what the time is divided by.
  public var operations: Int

  /// A digest of the results, whichever the kernel chooses.
  public var checksum: UInt64

  /// So many operations with such results.
  @inlinable
  public init(operations: Int, checksum: UInt64) {
    self.operations = operations
    self.checksum = checksum
  }
}

/// A kernel that is set up: parts of work that can be done again and again, and what each must come to.
///
/// One part takes some microseconds or more, so that what surrounds it costs nothing. Kernels whose speed is a matter of caches have
/// so many parts that none is still warm when its turn comes again.
public struct PreparedKernel {
  /// What each part must come to, found at set-up in another way than it is timed, where there is one.
  public let parts: [KernelWork]

  /// Does a part.
  public let run: (_ part: Int) throws -> KernelWork

  /// What this kernel is held against on the same machine, set up only when it is asked for.
  public var anchor: KernelAnchor?

  /// Bytes that the thing under test takes for each unit of size, where that is part of its quality.
  public var footprint: KernelFootprint?

  /// Work in parts.
  public init(parts: [KernelWork], run: @escaping (_ part: Int) throws -> KernelWork) {
    precondition(!parts.isEmpty && parts.allSatisfy { $0.operations >= 1 }, "a kernel has parts, each with operations")
    self.parts = parts
    self.run = run
  }

  /// Work that is its own expectation: what a part comes to the first time, it must come to each time.
  public init(parts count: Int, run: @escaping (_ part: Int) throws -> KernelWork) throws {
    self.init(parts: try (0..<count).map(run), run: run)
  }
}

/// Another kernel that says what the machine can do: the time of a kernel over that of its anchor hardly depends on the machine.
public struct KernelAnchor {
  /// What it is, in two or three words: `random access`.
  public let name: String

  /// Sets it up.
  public let prepare: () throws -> PreparedKernel

  /// Names an anchor.
  public init(_ name: String, prepare: @escaping () throws -> PreparedKernel) {
    self.name = name
    self.prepare = prepare
  }
}

/// How much memory the thing under test takes.
public struct KernelFootprint: Sendable, Hashable {
  /// Bytes for each.
  public let bytes: Double
  /// Each what: `node`, `state`.
  public let unit: String

  /// So many bytes for each.
  public init(_ bytes: Double, per unit: String) {
    self.bytes = bytes
    self.unit = unit
  }
}

/// A timed part that did not come to what it should have.
public struct WrongKernelResult: Error, Hashable, Sendable, CustomStringConvertible {
  /// The part.
  public let part: Int
  /// What was expected.
  public let expected: KernelWork
  /// What was found.
  public let found: KernelWork

  /// One line.
  public var description: String {
    "part \(part) of the timed work came to \(found.operations) operations and \(found.checksum), "
      + "not to \(expected.operations) and \(expected.checksum)"
  }
}
