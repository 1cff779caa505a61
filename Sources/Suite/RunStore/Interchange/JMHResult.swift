import Foundation
import Measuring

/// One benchmark in a list of results of the Java Microbenchmark Harness.
struct JMHResult: Codable {
  /// What is not needed to read the samples may be missing.
  struct Metric: Codable {
    let score: JMHNumber?
    let scoreError: JMHNumber?
    let scoreConfidence: [JMHNumber]?
    let scorePercentiles: [String: JMHNumber]?
    let scoreUnit: String
    let rawData: [[Double]]
  }

  var jmhVersion: String?
  let benchmark: String
  let mode: String
  var threads: Int?
  var forks: Int?
  var jdkVersion: String?
  var vmName: String?
  var warmupIterations: Int?
  var warmupTime: String?
  var warmupBatchSize: Int?
  var measurementIterations: Int?
  var measurementTime: String?
  var measurementBatchSize: Int?
  var params: [String: String]?
  let primaryMetric: Metric
  let secondaryMetrics: [String: Metric]?
}

/// A number, or the text `NaN`, as the harness writes what it cannot estimate.
struct JMHNumber: Codable {
  let value: Double

  init(_ value: Double) { self.value = value }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      value = number
    } else {
      value = Double(try container.decode(String.self)) ?? .nan
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if value.isFinite { try container.encode(value) } else { try container.encode("NaN") }
  }
}
