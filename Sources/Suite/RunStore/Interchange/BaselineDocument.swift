import Foundation
import Measuring

/// `results.json` of a baseline, after `BenchmarkBaseline` of ordo-one/benchmark.
struct BaselineDocument {
  struct Machine: Codable {
    let hostname: String
    let processors: Int
    let processorType: String
    /// In gibibytes.
    let memory: Int
    let kernelVersion: String
  }

  struct Benchmark: Codable, Hashable {
    let target: String
    let name: String
  }

  let baselineName: String
  let machine: Machine
  let results: [(benchmark: Benchmark, metrics: [BaselineMetric])]
}

extension BaselineDocument: Codable {
  private enum CodingKeys: String, CodingKey { case baselineName, machine, results }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    baselineName = try members.decode(String.self, forKey: .baselineName)
    machine = try members.decode(Machine.self, forKey: .machine)
    // A dictionary whose keys are not texts is a list of keys and values in turn.
    var list = try members.nestedUnkeyedContainer(forKey: .results)
    var results: [(Benchmark, [BaselineMetric])] = []
    while !list.isAtEnd {
      results.append((try list.decode(Benchmark.self), try list.decode([BaselineMetric].self)))
    }
    self.results = results
  }

  func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(baselineName, forKey: .baselineName)
    try members.encode(machine, forKey: .machine)
    var list = members.nestedUnkeyedContainer(forKey: .results)
    for (benchmark, metrics) in results {
      try list.encode(benchmark)
      try list.encode(metrics)
    }
  }
}
