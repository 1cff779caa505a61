import Foundation
import Histories
import Testing

/// The logs that Porcupine is tested with, which are not part of the repository.
private enum PublicLogs {
  static let folder = ProcessInfo.processInfo.environment["IVCE_PORCUPINE_DATA"]

  static func path(_ name: String) -> String {
    URL(fileURLWithPath: folder ?? "").appendingPathComponent(name).path
  }
}

@Suite(
  "Public logs",
  .enabled(if: PublicLogs.folder != nil, "the logs are absent: set IVCE_PORCUPINE_DATA to Porcupine's test_data"))
struct PublicLogTests {
  /// The logs that Porcupine's tests call linearizable; the other tested ones are not.
  private static let linearizable: Set<Int> = [
    2, 5, 7, 18, 25, 31, 38, 45, 48, 49, 51, 53, 56, 67, 75, 76, 80, 87, 92, 98, 100, 101, 102,
  ]

  @Test("Jepsen and etcd: 102 logs, 23 of them linearizable")
  func etcd() throws {
    for number in 0...102 where number != 95 {
      let name = "jepsen/etcd_" + String(1_000 + number).dropFirst() + ".log"
      let history = try RecordedHistory<CompareAndSetRegister>(contentsOfJepsenLog: PublicLogs.path(name))
      let report = history.linearizability(from: CompareAndSetRegister(), stepLimit: 1_000_000)
      switch report.verdict {
      case .linearizable(let order):
        #expect(Self.linearizable.contains(number), "\(name)")
        #expect(history.isExplained(by: order, from: CompareAndSetRegister()) && history.isComplete(order), "\(name)")
      case .violated(let violation):
        let event = history.operations[violation.blocked].returned ?? -1
        #expect(!Self.linearizable.contains(number), "\(name)")
        #expect(history.isExplained(by: violation.prefix, from: CompareAndSetRegister()), "\(name)")
        #expect(history.isComplete(violation.prefix, before: event), "\(name)")
      case .unknown:
        Issue.record("\(name): \(report)")
      }
    }
  }

  @Test("The log of the cluster that did not start is empty")
  func emptyLog() throws {
    let error = try #require(throws: OperationLogError.self) {
      try RecordedHistory<CompareAndSetRegister>(contentsOfJepsenLog: PublicLogs.path("jepsen/etcd_095.log"))
    }
    #expect(error.kind == .content && error.found == "an empty file")
  }

  @Test("A key-value store and 1, 10 or 50 clients, right and wrong", arguments: ["c01", "c10", "c50"])
  func keyValue(clients: String) throws {
    for (suffix, isLinearizable) in [("ok", true), ("bad", false)] {
      let path = PublicLogs.path("kv/\(clients)-\(suffix).txt")
      let history = try RecordedHistory<KeyValueStore>(contentsOfKeyValueLog: path)
      let report = history.linearizability(from: KeyValueStore(), partitionedBy: \.key, stepLimit: 5_000_000)
      #expect(report.isLinearizable == isLinearizable && report.isViolated != isLinearizable, "\(path)")
      if case .linearizable(let order) = report.verdict {
        #expect(history.isExplained(by: order, from: KeyValueStore()) && history.isComplete(order), "\(path)")
      }
    }
  }
}
