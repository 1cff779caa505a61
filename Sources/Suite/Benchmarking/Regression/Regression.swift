import Measuring
import Randomness

/// Whether a build got slower than another one, kernel by kernel.
public struct Regression: Sendable {
  /// The build that is held against.
  public let base: ComparedBuild

  /// The build in question.
  public let head: ComparedBuild

  /// Kernels whose id starts with one of these; all that both builds know when there is none.
  public var filters: [String] = []

  /// The size of all kernels; nil for each one's own standard.
  public var size: Int?

  /// Whether the growth of the cost over each kernel's series of sizes is compared, in place of the cost itself.
  public var comparesGrowth = false

  /// The rule of the verdicts.
  public var rule = ChangeRule()

  /// Decides the work and who goes first.
  public var seed: Seed

  /// The processor that kernels of one thread are held on; nil for none.
  public var processor: Int?

  /// Asked before each pair.
  public var isInterrupted: @Sendable () -> Bool = { false }

  /// Compares two builds.
  public init(base: ComparedBuild, head: ComparedBuild, seed: Seed) {
    self.base = base
    self.head = head
    self.seed = seed
  }

  /// Compares all kernels, one after another; one that fails is named, and the others go on.
  public func run(progress: (String) -> Void) async throws(KernelProgramError) -> RegressionReport {
    let lists = (base: try await base.program.kernels(), head: try await head.program.kernels())
    let (known, wanted) = (lists.base.kernels, lists.head.kernels)
    let interleaves = lists.base.stepwise == true && lists.head.stepwise == true
    func isChosen(_ kernel: KernelList.Entry) -> Bool {
      guard !comparesGrowth || kernel.sizes.count > 1 else { return false }
      return filters.contains { kernel.kernel.hasPrefix($0) }
        || (filters.isEmpty && !kernel.kernel.hasPrefix("measuring."))
    }
    var report = RegressionReport(base: base, head: head, rule: rule, comparesGrowth: comparesGrowth)
    let chosen = wanted.filter(isChosen)
    for kernel in known.filter(isChosen) where !chosen.contains(where: { $0.kernel == kernel.kernel }) {
      report.rows.append(.init(kernel: kernel, result: .missing(from: head)))
    }
    for (number, kernel) in chosen.enumerated() {
      if isInterrupted() {
        report.unreached.append(kernel.kernel)
      } else {
        let result = await result(
          of: kernel, known: known.first { $0.kernel == kernel.kernel }, interleaves: interleaves
        ) {
          progress("\(number + 1)/\(chosen.count) \(kernel.kernel): \($0)")
        }
        report.rows.append(.init(kernel: kernel, result: result))
      }
    }
    report.correct()
    return report
  }

  private func result(
    of kernel: KernelList.Entry, known: KernelList.Entry?, interleaves: Bool, progress: (String) -> Void
  ) async -> RegressionRow.Result {
    guard let known else { return .missing(from: base) }
    // Times of different things have no ratio.
    guard known.operation == kernel.operation else { return .incomparable(base: known.operation) }
    var question = SampleQuestion(kernel.kernel, size: kernel.size == nil ? nil : size ?? kernel.size, seed: seed.value)
    question.processor = kernel.threads == 1 ? processor : nil
    var comparison = PairedComparison(base: base.program, head: head.program, seed: seed)
    comparison.rule = rule
    comparison.interleaves = interleaves
    comparison.isInterrupted = isInterrupted
    do throws(KernelProgramError) {
      let sizes = comparesGrowth ? kernel.sizes : []
      return .compared(try await comparison.run(question, sizes: sizes) { progress("pair \($0 + 1) of \($1)") })
    } catch {
      return .failed(error)
    }
  }
}

extension KernelList.Entry {
  /// The sizes over which growth is looked at, whatever a program says of them.
  fileprivate var sizes: [Int] { Set(series).filter { $0 >= 1 }.sorted() }
}
