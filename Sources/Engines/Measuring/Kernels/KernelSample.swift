/// What one process measured of a kernel: the answer to `ivce sample KERNEL`, one JSON document, which any program in any language may
/// give.
public struct KernelSample: Sendable, Hashable {
  /// The name and version of this form.
  public static let schema = "ivce.sample/1"

  /// The kernel's id.
  public var kernel: String

  /// Its size; nil for a kernel that has none.
  public var size: Int?

  /// What an operation is: `hop`.
  public var operation: String

  /// Iterations in each repetition. Two builds are compared with the same number.
  public var iterations: Int

  /// Operations in all repetitions together; nil where that is unknown.
  public var operations: Int?

  /// Nanoseconds an operation by the clock on the wall, a value a repetition.
  public var wall: [Double]

  /// Nanoseconds an operation that processors spent; empty where that is unknown.
  public var processor: [Double]

  /// How often the process was taken off its processor while it was timed; nil where that is unknown.
  public var involuntarySwitches: Int?

  /// The most memory that the process had resident, in bytes; nil where that is unknown.
  public var peakBytes: Int?

  /// Hardware counts an operation, a value a repetition; empty where they are not to be had.
  public var hardware: [HardwareCounts]

  /// What a timing in this process came to.
  public init(of kernel: Kernel, size: Int, _ timing: KernelTiming) {
    self.kernel = kernel.id
    self.size = kernel.size == nil ? nil : size
    operation = kernel.operation
    iterations = timing.iterations
    operations = timing.operations
    wall = timing.wall
    processor = timing.processor
    involuntarySwitches = timing.involuntarySwitches
    peakBytes = ResourceUsage.current.peakBytes
    hardware = timing.hardware
  }

  /// One sample of the repetitions of several, of the same kernel, size and iterations in the same process; at least one.
  init(merging samples: [KernelSample]) {
    precondition(!samples.isEmpty, "a sample has repetitions")
    self = samples[0]
    operations = samples.allSatisfy { $0.operations != nil } ? samples.compactMap(\.operations).reduce(0, &+) : nil
    wall = samples.flatMap(\.wall)
    processor = samples.flatMap(\.processor)
    involuntarySwitches = samples.compactMap(\.involuntarySwitches).reduce(0, &+)
    peakBytes = samples.compactMap(\.peakBytes).max()
    hardware = samples.flatMap(\.hardware)
  }

  /// The least time of all repetitions, in nanoseconds an operation: what other work disturbed least.
  public var least: Double { wall.min() ?? .nan }

  /// The least processor time of all repetitions; NaN where it is unknown.
  public var leastProcessor: Double { processor.min() ?? .nan }
}

extension KernelSample: Codable {
  private enum CodingKeys: String, CodingKey {
    case schema, kernel, size, operation, iterations, operations, hardware
    case wall = "wall_ns"
    case processor = "cpu_ns"
    case involuntarySwitches = "involuntary_switches"
    case peakBytes = "peak_bytes"
  }

  /// Reads a document; times must be positive and finite, and there must be one.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func require(_ condition: Bool, _ key: CodingKeys, _ expected: String) throws {
      if !condition { throw DecodingError.dataCorruptedError(forKey: key, in: values, debugDescription: expected) }
    }
    try require(try values.decode(String.self, forKey: .schema) == Self.schema, .schema, "\(Self.schema) is expected")
    kernel = try values.decode(String.self, forKey: .kernel)
    size = try values.decodeIfPresent(Int.self, forKey: .size)
    operation = try values.decode(String.self, forKey: .operation)
    iterations = try values.decode(Int.self, forKey: .iterations)
    try require(iterations >= 1, .iterations, "a number from 1 on is expected")
    operations = try values.decodeIfPresent(Int.self, forKey: .operations)
    try require(operations.map { $0 >= 1 } ?? true, .operations, "a number from 1 on is expected")
    wall = try values.decode([Double].self, forKey: .wall)
    try require(!wall.isEmpty && wall.allSatisfy { $0 > 0 && $0.isFinite }, .wall, "positive numbers are expected")
    processor = try values.decodeIfPresent([Double].self, forKey: .processor) ?? []
    try require(processor.allSatisfy { $0 >= 0 && $0.isFinite }, .processor, "numbers from 0 on are expected")
    involuntarySwitches = try values.decodeIfPresent(Int.self, forKey: .involuntarySwitches)
    peakBytes = try values.decodeIfPresent(Int.self, forKey: .peakBytes)
    hardware = try values.decodeIfPresent([HardwareCounts].self, forKey: .hardware) ?? []
  }

  /// Writes the document.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(Self.schema, forKey: .schema)
    try values.encode(kernel, forKey: .kernel)
    try values.encodeIfPresent(size, forKey: .size)
    try values.encode(operation, forKey: .operation)
    try values.encode(iterations, forKey: .iterations)
    try values.encodeIfPresent(operations, forKey: .operations)
    try values.encode(wall, forKey: .wall)
    try values.encode(processor, forKey: .processor)
    try values.encodeIfPresent(involuntarySwitches, forKey: .involuntarySwitches)
    try values.encodeIfPresent(peakBytes, forKey: .peakBytes)
    if !hardware.isEmpty { try values.encode(hardware, forKey: .hardware) }
  }
}
