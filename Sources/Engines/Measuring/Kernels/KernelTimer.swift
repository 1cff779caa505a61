/// Times prepared kernels.
///
/// Time is taken over many short repetitions, each of the same number of iterations, an iteration being one part of the work. The number
/// of iterations is found by doubling, then the work is repeated until it gets no faster, and only then is it timed. A machine that has
/// other things to do only ever adds time, so that the least of the repetitions says most about the code; and since a
/// neighbour on the same processor seldom pauses for long, a short repetition is undisturbed more often than a long one.
public struct KernelTimer: Sendable {
  /// The nanoseconds that a repetition should take.
  public var target = 250_000.0

  /// Timed repetitions.
  public var repetitions = Self.standardRepetitions

  /// 128 repetitions, 32 ms in all.
  public static let standardRepetitions = 128

  /// Iterations in a repetition; found by trying unless given.
  public var iterations: Int?

  /// Repetitions before the first that counts; by default until the work gets no faster. With a number here and for the iterations, nothing
  /// that is executed depends on time.
  public var warmUps: Int?

  /// Repetitions that a kernel does in its turn, if there are several. With more than one, the first repetition of a turn is done twice and
  /// counts once: the kernel before has had the caches.
  public var repetitionsInTurn = 1

  /// The part of the work that comes first, to go on where an earlier timing ended.
  public var firstPart = 0

  /// Seconds after which no further repetition of a kernel is begun.
  public var timeLimit = Double.infinity

  /// Asked before each repetition, once there is one of each kernel; what is there by then is the result.
  public var isInterrupted: @Sendable () -> Bool = { false }

  /// Hardly ever are more repetitions needed until caches and predictors know the work.
  private static let mostWarmUps = 20

  /// 128 repetitions of a quarter of a millisecond.
  public init() {}

  /// Times one kernel.
  public func measure(_ kernel: PreparedKernel) throws -> KernelTiming { try measureInTurns([kernel])[0] }

  /// Times several kernels in turns, so that what the machine does meanwhile meets them all; who goes first changes each time.
  public func measureInTurns(_ kernels: [PreparedKernel]) throws -> [KernelTiming] {
    precondition(
      target > 0 && repetitions >= 1 && repetitionsInTurn >= 1 && iterations ?? 1 >= 1, "time is taken over something")
    var courses = try kernels.map { try KernelCourse($0, iterations: iterations, target: target, firstPart: firstPart) }
    for index in courses.indices {
      if let warmUps { try courses[index].warmUp(warmUps) } else { try courses[index].warmUp(atMost: Self.mostWarmUps) }
    }
    let counters = HardwareCounters()
    let stopwatch = Stopwatch()
    let inTurn = courses.count > 1 ? repetitionsInTurn : 1
    for (round, start) in stride(from: 0, to: repetitions, by: inTurn).enumerated() {
      if round > 0, isInterrupted() || stopwatch.seconds > timeLimit * Double(kernels.count) { break }
      for turn in courses.indices {
        let course = (round + turn) % courses.count
        if inTurn > 1 { try courses[course].warmUp(1) }
        for _ in start..<min(start + inTurn, repetitions) { try courses[course].repeatOnce(counting: counters) }
      }
    }
    return courses.map(\.timing)
  }
}

/// A kernel on its way through its parts.
private struct KernelCourse {
  private let kernel: PreparedKernel
  private let iterations: Int
  private var nextPart: Int
  private(set) var timing: KernelTiming

  init(_ kernel: PreparedKernel, iterations: Int?, target: Double, firstPart: Int) throws {
    self.kernel = kernel
    nextPart = firstPart % kernel.parts.count
    if let iterations {
      self.iterations = iterations
    } else {
      var tried = 1
      while tried < 1 << 30 {
        let elapsed = Double(try Self.run(kernel, from: 0, iterations: tried).wall)
        if elapsed >= target / 2 {
          tried = max(1, Int((Double(tried) * target / elapsed).rounded()))
          break
        }
        tried *= 2
      }
      self.iterations = tried
    }
    timing = KernelTiming(iterations: self.iterations)
  }

  mutating func warmUp(_ repetitions: Int) throws {
    for _ in 0..<repetitions {
      _ = try Self.run(kernel, from: nextPart, iterations: iterations)
      advance()
      timing.warmUps += 1
    }
  }

  /// Repeats until the time of a repetition falls no more by a hundredth, twice in a row.
  mutating func warmUp(atMost limit: Int) throws {
    var least = Double.infinity
    var stable = 0
    while timing.warmUps < limit, stable < 2 {
      let run = try Self.run(kernel, from: nextPart, iterations: iterations)
      advance()
      let cost = Double(run.wall) / Double(run.operations)
      stable = cost > least * 0.99 ? stable + 1 : 0
      least = min(least, cost)
      timing.warmUps += 1
    }
  }

  mutating func repeatOnce(counting counters: HardwareCounters?) throws {
    let usage = ResourceUsage.current
    let before = counters?.counts
    let run = try Self.run(kernel, from: nextPart, iterations: iterations)
    let after = counters?.counts
    advance()
    let operations = Double(run.operations)
    timing.operations += run.operations
    timing.wall.append(Double(run.wall) / operations)
    timing.processor.append(Double(run.processor) / operations)
    timing.involuntarySwitches += ResourceUsage.current.involuntarySwitches - usage.involuntarySwitches
    if let before, let after { timing.hardware.append(after.since(before, per: operations)) }
  }

  private mutating func advance() { nextPart = (nextPart + iterations) % kernel.parts.count }

  private static func run(
    _ kernel: PreparedKernel, from start: Int, iterations: Int
  ) throws -> (operations: Int, wall: Int, processor: Int) {
    var operations = 0
    var part = start
    let (processor, wall) = (Stopwatch(.processor), Stopwatch())
    for _ in 0..<iterations {
      let work = try kernel.run(part)
      guard work == kernel.parts[part] else {
        throw WrongKernelResult(part: part, expected: kernel.parts[part], found: work)
      }
      operations &+= work.operations
      part += 1
      if part == kernel.parts.count { part = 0 }
    }
    // What is too short for the clock took some time all the same.
    let elapsed = (max(1, wall.nanoseconds), processor.nanoseconds)
    return (operations, elapsed.0, elapsed.1)
  }
}
