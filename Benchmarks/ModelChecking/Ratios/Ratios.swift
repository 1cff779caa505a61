import Conformance
import Foundation
import Measuring

/// The model checker against Spin and against itself, in one run and in adjacent turns, so that a noisy machine is noisy for both.
///
///     swift run --package-path Benchmarks -c release model-checking-ratios
///
/// Each figure is the best of several rounds, since noise only adds. Every search must find the published counts. Without Spin, `ivce bench
/// checker` measures the same kernels, with bounds.
@main
struct Ratios {
  static func main() throws {
    let rounds = 5
    var one = try TimedKernel("checker.two-phase", size: 8)
    var two = try TimedKernel("checker.two-phase-2-workers", size: 8)
    var natural = try TimedKernel("checker.two-phase-natural", size: 7)
    var paxos = try TimedKernel("checker.paxos-register", size: 3)
    let spin = SpinSearch()
    var foreign = 0.0
    for _ in 0..<rounds {
      try one.measure()
      if let spin { foreign = max(foreign, try spin.rate(states: 1_745_408, transitions: 18_507_778)) }
      try two.measure()
      try natural.measure()
    }
    try paxos.measure()

    print("two-phase commit, 8 managers, packed, one worker: \(one)")
    if spin != nil {
      print(
        String(format: "  the same by Spin (gcc -O2 -DSAFETY):             %.1f million transitions/s", foreign / 1e6))
      print("  ours over Spin's transitions per second:         \(ratio(one.rate, foreign))")
    } else {
      print("  spin or gcc is not installed: no comparison with Spin")
    }
    print("  two workers over one:                            \(ratio(two.rate, one.rate))")
    print("two-phase commit, 7 managers, of arrays and sets:  \(natural)")
    print("paxos, 3 clients, breadth-first with traces:       \(paxos)")
  }

  private static func ratio(_ left: Double, _ right: Double) -> String { String(format: "%.2f", left / right) }
}

/// The best of some rounds of a kernel.
struct TimedKernel: CustomStringConvertible {
  private let prepared: PreparedKernel
  private var least = Double.infinity

  struct Unknown: Error { let kernel: String }

  init(_ id: String, size: Int) throws {
    guard let kernel = Catalog.kernels.first(where: { $0.id == id }) else { throw Unknown(kernel: id) }
    prepared = try kernel.prepare(size, 1)
  }

  mutating func measure() throws {
    var timer = KernelTimer()
    (timer.iterations, timer.warmUps, timer.repetitions) = (1, 0, 1)
    least = min(least, try timer.measure(prepared).least)
  }

  /// Transitions in a second.
  var rate: Double { 1e9 / least }

  var description: String {
    let size = prepared.footprint.map { String(format: ", %.1f bytes a ", $0.bytes) + $0.unit } ?? ""
    return String(format: "%.1f million transitions/s", rate / 1e6) + size
  }
}
