/// The kernels that a program can measure: the answer to `ivce sample` without a kernel, one JSON document.
public struct KernelList: Sendable, Hashable, Codable {
  /// The name and version of this form.
  public static let schema = "ivce.kernels/1"

  /// One kernel of the list.
  public struct Entry: Sendable, Hashable, Codable {
    /// The kernel's id.
    public var kernel: String
    /// What an operation is: `hop`.
    public var operation: String
    /// Threads that work at once.
    public var threads: Int
    /// The size unless another one is asked for; nil for a kernel that has none.
    public var size: Int?
    /// The sizes over which growth is looked at; empty for a kernel that has none.
    public var series: [Int]
  }

  /// ``schema``.
  public let schema: String

  /// Whether the program also answers to `sample KERNEL ... --stepwise`: a burst of repetitions, as a sample on a line, for each line on its
  /// standard input, until that ends. Then two builds can be measured in turns.
  public var stepwise: Bool?

  /// In the program's order.
  public var kernels: [Entry]

  /// Lists kernels.
  public init(_ kernels: [Kernel]) {
    schema = Self.schema
    stepwise = true
    self.kernels = kernels.map {
      Entry(
        kernel: $0.id, operation: $0.operation, threads: $0.threads, size: $0.size?.standard,
        series: $0.size?.series ?? [])
    }
  }
}
