import Foundation
import Measuring
import Randomness
import RunStore

/// Runs that follow from a seed, with everything in them that could be lost on the way.
enum RandomRuns {
  static func run(_ seed: UInt64, values: ClosedRange<Int> = 0...20) -> StoredRun {
    var generator = Seed(seed).stream("run")
    let digits = (0..<40).map { _ in pick(Array("0123456789abcdef"), &generator) }
    return StoredRun(
      id: id(seed),
      started: Date(
        timeIntervalSince1970: Double(Int.random(in: -5_000...4_000_000_000_000, using: &generator)) / 1000),
      command: text(&generator), program: text(&generator),
      revision: Bool.random(using: &generator) ? String(digits) : nil,
      isModified: .random(using: &generator), seed: seed,
      machine: Machine(
        processor: text(&generator), cores: .random(in: 1...256, using: &generator),
        memory: Bool.random(using: &generator) ? .random(in: 0...Int.max, using: &generator) : nil,
        operatingSystem: text(&generator)),
      configuration: Dictionary(
        (0..<Int.random(in: 0...4, using: &generator)).map { ("\($0)" + text(&generator), text(&generator)) },
        uniquingKeysWith: { first, _ in first }),
      series: (0..<Int.random(in: 0...5, using: &generator)).map { _ in series(&generator, values: values) })
  }

  static func id(_ seed: UInt64) -> UUID {
    var generator = Seed(seed).stream("id")
    var id = UUID().uuid
    withUnsafeMutableBytes(of: &id) { bytes in
      for index in bytes.indices { bytes[index] = UInt8.random(in: .min ... .max, using: &generator) }
    }
    return UUID(uuid: id)
  }

  private static func series(_ generator: inout Xoshiro256StarStar, values: ClosedRange<Int>) -> StoredSeries {
    StoredSeries(
      kernel: "kernel " + text(&generator),
      size: Bool.random(using: &generator) ? .random(in: .min ... .max, using: &generator) : nil,
      metric: pick(["wall_ns", "instructions", "Größe"], &generator), unit: text(&generator),
      prefersLarger: .random(in: 0...1, using: &generator) == 1,
      values: (0..<Int.random(in: values, using: &generator)).map { _ in value(&generator) })
  }

  private static let extremes: [Double] = [
    0, -0.0, 1, 0.1, 1.0 / 3, .pi, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude,
    .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .ulpOfOne, 1e15, 1e16, 1e17, 123_456_789_012_345_680,
    0x1p53 + 2, 5e-5,
  ]

  private static func value(_ generator: inout Xoshiro256StarStar) -> Double {
    if Int.random(in: 0..<3, using: &generator) == 0 { return pick(extremes, &generator) }
    let value = Double(bitPattern: generator.next())
    return value.isFinite ? value : 1e-300
  }

  private static let words = [
    "", "ivce bench overlay --seed 1", "naïve", "nai\u{308}ve", "日本語", "👩‍👩‍👧‍👦", "\"quoted\" \\ /slashed/",
    "line\nfeed\r\ttab",
    "\u{2028}\u{2029}\u{FEFF}\u{7F}\u{1}", "\u{10FFFF}", "'; DROP TABLE run; --", "%_*?[]",
  ]

  private static func text(_ generator: inout Xoshiro256StarStar) -> String {
    (0..<Int.random(in: 0...3, using: &generator)).map { _ in pick(words, &generator) }.joined(separator: " ")
  }

  private static func pick<Element>(_ elements: [Element], _ generator: inout Xoshiro256StarStar) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &generator)]
  }
}

/// An unremarkable run.
func plainRun(
  _ id: UUID = UUID(), started: Double = 1_700_000_000, revision: String? = nil, kernel: String = "overlay.hop",
  size: Int? = 1000, values: [Double] = [1, 2, 3]
) -> StoredRun {
  StoredRun(
    id: id, started: Date(timeIntervalSince1970: started), command: "ivce bench", program: "ivce 0.1.0",
    revision: revision, isModified: false, seed: 1,
    machine: Machine(processor: "AMD EPYC", cores: 2, memory: 8_000_000_000, operatingSystem: "Debian"),
    series: [
      StoredSeries(kernel: kernel, size: size, metric: "wall_ns", unit: "hop", prefersLarger: false, values: values)
    ])
}
