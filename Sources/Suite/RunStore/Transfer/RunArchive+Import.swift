import Foundation
import GRDB

/// What an import brought.
public struct ImportSummary: Hashable, Sendable {
  /// The runs that were added, in the order of the file.
  public internal(set) var added: [UUID] = []

  /// Runs that were there already, with the same content.
  public internal(set) var skipped = 0

  /// Names that were added.
  public internal(set) var baselines = 0
}

extension RunArchive {
  /// Adds what ``forEachLine(_:)`` wrote: all of the file, or nothing of it.
  ///
  /// - Throws: ``RunStoreError/Kind/malformed`` with the line that does not say what it should,
  ///   ``RunStoreError/Kind/conflicting`` with the line of a run or a name that is there and stands for something else.
  public func importLines(ofFileAt path: String) throws(RunStoreError) -> ImportSummary {
    let input = InputFile(path: path)
    let bytes = try input.contents()
    return try write { database in
      var summary = ImportSummary()
      for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
      where !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
        guard String(validating: line, as: UTF8.self) != nil else {
          throw input.malformed(Misfit(expected: "text in UTF-8", found: "bytes that are not text"), line: index + 1)
        }
        switch try input.decoded(StoreLine.self, from: Data(line), line: index + 1) {
        case .run(let run): try add(run, line: index + 1, of: input, in: database, to: &summary)
        case .baseline(let baseline): try add(baseline, line: index + 1, of: input, in: database, to: &summary)
        }
      }
      return summary
    }
  }

  private func add(
    _ run: StoredRun, line: Int, of input: InputFile, in database: Database, to summary: inout ImportSummary
  ) throws {
    if let flaw = run.flaw {
      throw input.malformed(
        Misfit(place: "run.\(flaw.place)", expected: flaw.expected, found: flaw.found), line: line)
    }
    guard let present = try RunRow.fetchOne(database, sql: "SELECT * FROM run WHERE id = ?", arguments: [run.id.text])
    else {
      try insert(run, into: database)
      summary.added.append(run.id)
      return
    }
    // By what would be exported: two texts can be equal to Swift that are not the same bytes.
    guard try StoreLine.run(storedRun(present, in: database)).text() == StoreLine.run(run).text() else {
      throw RunStoreError(
        .conflicting, path: input.path, line: line, expected: "the content that the run has in \(path)",
        found: "another run \(run.id.text)")
    }
    summary.skipped += 1
  }

  private func add(
    _ baseline: StoredBaseline, line: Int, of input: InputFile, in database: Database,
    to summary: inout ImportSummary
  ) throws {
    guard StoredBaseline.isName(baseline.name) else {
      throw input.malformed(
        Misfit(place: "baseline.name", expected: StoredBaseline.nameRule, found: baseline.name.excerpt), line: line)
    }
    guard let run = try number(of: baseline.run, in: database) else {
      throw input.malformed(
        Misfit(
          place: "baseline.run", expected: "a run of the lines above or of the store", found: baseline.run.text),
        line: line)
    }
    if let present = try baselineRun(baseline.name, in: database) {
      guard present.number == run else {
        throw RunStoreError(
          .conflicting, path: input.path, line: line,
          expected: "the run that '\(baseline.name)' stands for in \(path)", found: baseline.run.text)
      }
      return
    }
    try database.execute(
      sql: "INSERT INTO baseline (name, run) VALUES (?, ?)", arguments: [baseline.name, run])
    summary.baselines += 1
  }
}
