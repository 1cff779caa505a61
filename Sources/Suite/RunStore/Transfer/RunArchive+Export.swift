import GRDB

extension RunArchive {
  /// Hands every run to `body`, a line of JSON each, then every baseline.
  ///
  /// The order is that of starts, then identifiers; names come in alphabetical order. The same content gives the same
  /// lines, to the byte. No writer comes in between. Lines end without a line feed.
  public func forEachLine(_ body: (String) throws -> Void) throws {
    try queue.read { database in
      do {
        let rows = try RunRow.fetchCursor(database, sql: "SELECT * FROM run ORDER BY started, id")
        while let row = try rows.next() {
          let line = try StoreLine.run(storedRun(row, in: database)).text()
          do { try body(line) } catch { throw CallersError(error: error) }
        }
        for baseline in try storedBaselines(in: database) {
          let line = try StoreLine.baseline(baseline).text()
          do { try body(line) } catch { throw CallersError(error: error) }
        }
      } catch let error as CallersError {
        throw error.error
      } catch {
        throw file.error(error, access: .reading)
      }
    }
  }

  /// The lines of ``forEachLine(_:)``, each ended by a line feed.
  public func exported() throws(RunStoreError) -> String {
    var text = ""
    do {
      try forEachLine { text += $0 + "\n" }
    } catch {
      throw file.error(error, access: .reading)
    }
    return text
  }
}

/// What the caller's closure threw, which is not the store's business.
private struct CallersError: Error {
  let error: any Error
}
