import Foundation
import Measuring
import Testing

struct KernelSampleTests {
  private static let whole = """
    {"schema": "ivce.sample/1", "kernel": "a.b", "size": 7, "operation": "hop", "iterations": 3, "operations": 30, \
    "wall_ns": [2.5, 1.5], "cpu_ns": [1.25, 1.0], "involuntary_switches": 4, "peak_bytes": 1000, \
    "hardware": [{"instructions": 5, "cycles": 4, "cache_misses": 3, "branch_misses": 2}]}
    """

  @Test func readsWhatItWrites() throws {
    let sample = try JSONDecoder().decode(KernelSample.self, from: Data(Self.whole.utf8))
    #expect(sample.kernel == "a.b" && sample.size == 7 && sample.operation == "hop" && sample.operations == 30)
    #expect(sample.least == 1.5 && sample.leastProcessor == 1.0)
    #expect(sample.hardware.first?.cacheMisses == 3)
    #expect(try JSONDecoder().decode(KernelSample.self, from: JSONEncoder().encode(sample)) == sample)
  }

  @Test func needsNoMoreThanTimes() throws {
    let text = """
      {"schema": "ivce.sample/1", "kernel": "x", "operation": "y", "iterations": 1, "wall_ns": [1]}
      """
    let sample = try JSONDecoder().decode(KernelSample.self, from: Data(text.utf8))
    #expect(sample.size == nil && sample.processor.isEmpty && sample.leastProcessor.isNaN && sample.hardware.isEmpty)
  }

  @Test(arguments: [
    ("ivce.sample/1", "ivce.sample/2"), ("[2.5, 1.5]", "[]"), ("[2.5, 1.5]", "[0]"), ("[2.5, 1.5]", "[-1]"),
    ("[2.5, 1.5]", "[1e999]"), ("\"iterations\": 3", "\"iterations\": 0"), ("\"kernel\"", "\"cernel\""),
    ("\"operations\": 30", "\"operations\": 0"), ("[1.25, 1.0]", "[-1]"), ("{\"schema\"", "[{\"schema\""),
  ])
  func refusesWhatIsNoSample(good: String, bad: String) {
    let text = Self.whole.replacing(good, with: bad)
    #expect(text != Self.whole)
    #expect(throws: (any Error).self) { try JSONDecoder().decode(KernelSample.self, from: Data(text.utf8)) }
  }
}
