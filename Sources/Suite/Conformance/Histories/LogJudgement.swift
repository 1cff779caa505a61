import Histories
import Reporting

/// The format of a log of operations, which also says what object the clients believed in.
public enum OperationLogFormat: String, Sendable, CaseIterable {
  /// Jepsen's log of a register with compare-and-set, as its etcd tests wrote it.
  case register
  /// A key-value store with get, put and append.
  case keyValue = "key-value"
}

/// Whether the operations in a log are linearizable, and how far they are.
public struct LogJudgement: Sendable {
  /// The verdict in a word.
  public enum Status: String, Sendable { case linearizable, violated, unknown }

  /// The file.
  public let path: String
  /// Operations in it.
  public let operations: Int
  /// The verdict; unknown past the limit of steps or after an interruption.
  public let status: Status
  /// What no order can explain, in words.
  public let finding: String?
  /// Calls in the longest order found before that.
  public let prefix: Int?
  /// Parts that were judged apart, a key each.
  public let parts: Int
  /// Steps of the search.
  public let steps: Int

  /// Reads a log and judges it.
  ///
  /// - Throws: `OperationLogError` with file and line.
  public init(
    of path: String, format: OperationLogFormat, stepLimit: Int = .max, isInterrupted: () -> Bool = { false }
  ) throws(OperationLogError) {
    switch format {
    case .register:
      let history = try RecordedHistory<CompareAndSetRegister>(contentsOfJepsenLog: path)
      let report = history.linearizability(
        from: CompareAndSetRegister(), stepLimit: stepLimit, isInterrupted: isInterrupted)
      self.init(path, history, report)
    case .keyValue:
      let history = try RecordedHistory<KeyValueStore>(contentsOfKeyValueLog: path)
      let report = history.linearizability(
        from: KeyValueStore(), partitionedBy: \.key, stepLimit: stepLimit, isInterrupted: isInterrupted)
      self.init(path, history, report)
    }
  }

  private init<Object>(_ path: String, _ history: RecordedHistory<Object>, _ report: LinearizabilityReport) {
    self.path = path
    operations = history.operations.count
    parts = report.parts
    steps = report.steps
    switch report.verdict {
    case .linearizable: (status, finding, prefix) = (.linearizable, nil, nil)
    case .unknown(let reason):
      (status, prefix) = (.unknown, nil)
      finding = reason == .stepLimit ? "the limit of steps was reached" : "interrupted"
    case .violated(let violation):
      (status, prefix) = (.violated, violation.prefix.count)
      let blocked = history.operations[violation.blocked]
      let reply = blocked.reply.map { " -> \($0)" } ?? ""
      finding =
        "no order explains operation \(violation.blocked + 1), \(blocked.call)\(reply) of client \(blocked.client)"
    }
  }
}

/// Judgements as a table.
public enum LogJudgementTable {
  /// A row a log, also for those that were not read any more.
  public static func table(
    _ judgements: [(judgement: LogJudgement, seconds: Double)], unread: [String] = [], reproduce command: String
  ) -> ResultTable {
    var table = ResultTable(
      command: "judge", seed: nil, header: Catalog.header(command),
      columns: [
        .init("file", "file", alignment: .left), .init("operations", "operations"), .init("parts", "parts"),
        .init("status", "status", alignment: .left), .init("prefix", "prefix"), .init("steps", "steps"),
        .init("seconds", "seconds"),
      ], metadata: Catalog.metadata(command))
    for (judgement, seconds) in judgements {
      table.append([
        .text(judgement.path), .integer(judgement.operations), .integer(judgement.parts),
        .text(judgement.status.rawValue), judgement.prefix.map { .integer($0) } ?? .none, .integer(judgement.steps),
        .number(seconds, digits: 4),
      ])
      if let finding = judgement.finding { table.notes.append("\(judgement.path): \(finding).") }
    }
    for path in unread {
      table.append([
        .text(path), .none, .none, .text(LogJudgement.Status.unknown.rawValue), .none, .none, .number(0, digits: 4),
      ])
      table.notes.append("\(path): not read any more.")
    }
    table.notes.append("prefix: calls in the longest order that explains what came before.")
    return table
  }
}
