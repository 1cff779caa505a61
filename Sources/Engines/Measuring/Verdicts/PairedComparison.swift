import Randomness

/// Compares two programs on one kernel by adjacent pairs of fresh processes, each pair in random order.
///
/// The base and the head are never measured one after the other as blocks: what a machine does changes over minutes, and a block would
/// take it for a change of the code.
public struct PairedComparison: Sendable {
  /// The build that is held against.
  public let base: KernelProgram

  /// The build in question.
  public let head: KernelProgram

  /// The rule of the verdict.
  public var rule = ChangeRule()

  /// Decides who goes first.
  public var seed: Seed

  /// Whether both processes of a pair are there at the same time and work in turns, which both programs must know how to do; otherwise one
  /// runs after the other.
  public var interleaves = false

  /// Asked before each pair.
  public var isInterrupted: @Sendable () -> Bool = { false }

  /// Compares `base` and `head`.
  public init(base: KernelProgram, head: KernelProgram, seed: Seed) {
    self.base = base
    self.head = head
    self.seed = seed
  }

  /// Measures pairs until the verdict stands, or the pairs of the rule are spent.
  ///
  /// The base finds the number of iterations that takes a repetition's time; all processes then do as many.
  ///
  /// - Parameter sizes: ascending; none for the kernel's only one. Of several, not the time but its growth is compared.
  /// - Parameter progress: told the pairs done and wanted.
  public func run(
    _ question: SampleQuestion, sizes: [Int] = [], progress: (Int, Int) -> Void
  ) async throws(KernelProgramError) -> PairedOutcome {
    var questions: [SampleQuestion] = []
    for size in sizes.isEmpty ? [question.size] : sizes.map(Optional.some) {
      var question = question
      question.size = size
      questions.append(try await base.planned(question))
    }
    var outcome = PairedOutcome(rule: rule)
    outcome.screening = try await rounds(rule.pairs, questions, stream: "screening", progress: progress)
    outcome.isInterrupted = outcome.screening.count < rule.pairs
    guard outcome.suspicion.verdict.isChange, !outcome.isInterrupted else { return outcome }
    let confirmation = try await rounds(rule.confirmations, questions, stream: "confirmation", progress: progress)
    outcome.confirmation = confirmation
    outcome.isInterrupted = confirmation.count < rule.confirmations
    return outcome
  }

  private func rounds(
    _ count: Int, _ questions: [SampleQuestion], stream: String, progress: (Int, Int) -> Void
  ) async throws(KernelProgramError) -> PairedSamples {
    var samples = PairedSamples()
    var order = seed.child(questions[0].kernel).stream(stream)
    while samples.count < count, !isInterrupted() {
      progress(samples.count, count)
      do {
        var (bases, heads): ([KernelSample], [KernelSample]) = ([], [])
        for question in questions {
          let (base, head) = try await pair(question, order: &order)
          bases.append(base)
          heads.append(head)
        }
        samples.append(PairedRound(base: bases, head: heads))
      } catch  where isInterrupted() {
        break
      }
    }
    return samples
  }
}

extension PairedComparison {
  /// A sample of each program, as near to each other in time as they can be had, in random order.
  ///
  /// - Parameter other: what the head is asked, if that is not the same: of the same number of repetitions.
  public func pair(
    _ question: SampleQuestion, asking other: SampleQuestion? = nil, order: inout some RandomNumberGenerator
  ) async throws(KernelProgramError) -> (base: KernelSample, head: KernelSample) {
    let other = other ?? question
    if interleaves {
      do { return try await InterleavedSamples(base: base, head: head).pair(question, other, order: &order) } catch {
        if let error = error as? KernelProgramError { throw error }
        throw KernelProgramError(program: base.path, question: question.kernel, reason: .wrongAnswer("\(error)"))
      }
    }
    if order.next() & 1 == 0 {
      let sample = try await base.sample(question)
      return (sample, try await head.sample(other))
    }
    let sample = try await head.sample(other)
    return (try await base.sample(question), sample)
  }
}

/// What came of a comparison.
public struct PairedOutcome: Sendable {
  /// The rule that it followed.
  public let rule: ChangeRule

  /// The pairs by which a change is suspected.
  public internal(set) var screening = PairedSamples()

  /// The fresh pairs by which a suspicion was tried; nil if there was none.
  public internal(set) var confirmation: PairedSamples?

  /// Whether the user ended it early.
  public internal(set) var isInterrupted = false

  init(rule: ChangeRule) { self.rule = rule }

  /// The pairs that decide: the fresh ones where there are any.
  public var deciding: PairedSamples { confirmation ?? screening }

  /// What the deciding pairs say.
  public var change: PairedChange { deciding.change(by: rule) }

  /// What the first pairs say.
  public var suspicion: PairedChange { screening.change(by: rule) }

  /// The verdict for this kernel alone: a change needs confirmation, in the same direction.
  public var verdict: ChangeVerdict {
    isInterrupted ? .undecided : suspicion.verdict.confirmed(by: change.verdict)
  }
}
