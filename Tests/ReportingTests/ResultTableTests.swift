import Foundation
import Reporting
import Testing

/// Two rows with every kind of cell.
let sample = ResultTable(
  command: "compare", seed: .max, header: "ivce compare overlay --seed 18446744073709551615",
  columns: [
    .init("implementation", "implementation", alignment: .left),
    .init("nodes", "nodes"),
    .init("hops_mean", "mean", group: "hops", hasInterval: true),
    .init("hops_max", "max", group: "hops"),
    .init("share", "share"),
    .init("holds", "holds", alignment: .left),
  ],
  rows: [
    [
      .text("fissione, \"K(2,1)\""), .integer(1_000_000), .interval(8.3, low: 8.281, high: 8.333, digits: 2),
      .integer(21), .exact("1/3", approximately: 1.0 / 3, digits: 4), .flag(true),
    ],
    [.text("chord"), .integer(999), .none, .integer(40).marked(if: true), .number(.nan, digits: 1), .flag(false)],
  ],
  notes: ["! the bound 2 log2 N does not hold"],
  metadata: [("version", .text("1.0")), ("cores", .integer(2))])

struct ResultTableTests {
  @Test func textIsAligned() {
    #expect(
      sample.rendered(as: .text) == """
        ivce compare overlay --seed 18446744073709551615

                                       -------- hops --------
        implementation          nodes               mean  max   share  holds
        ------------------  ---------  -----------------  ---  ------  -----
        fissione, "K(2,1)"  1,000,000  8.30 [8.28, 8.33]  21   0.3333  yes
        chord                     999                  -  40!       -  NO

        ! the bound 2 log2 N does not hold

        """)
  }

  @Test func jsonIsOneDocument() {
    #expect(
      sample.rendered(as: .json) == #"""
        {
          "schema": "ivce.compare/1",
          "seed": 18446744073709551615,
          "version": "1.0",
          "cores": 2,
          "rows": [
            {"implementation": "fissione, \"K(2,1)\"", "nodes": 1000000, "hops_mean": 8.3, "hops_mean_interval": [8.281, 8.333], "hops_max": 21, "share": "1/3", "holds": true},
            {"implementation": "chord", "nodes": 999, "hops_mean": null, "hops_mean_interval": null, "hops_max": 40, "share": null, "holds": false}
          ],
          "notes": [
            "! the bound 2 log2 N does not hold"
          ]
        }

        """#)
  }

  @Test func csvIsTheRowsAlone() {
    #expect(
      sample.rendered(as: .csv) == """
        implementation,nodes,hops_mean,hops_mean_low,hops_mean_high,hops_max,share,holds
        "fissione, ""K(2,1)""\",1000000,8.3,8.281,8.333,21,1/3,true
        chord,999,,,,40,,false

        """)
  }

  @Test(arguments: OutputFormat.allCases)
  func endsWithOneLineFeed(format: OutputFormat) {
    let empty = ResultTable(command: "list", seed: nil, header: "", columns: [.init("id", "id")])
    for table in [sample, empty] {
      let text = table.rendered(as: format)
      #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
    }
  }

  @Test func aTableWithoutRows() {
    let table = ResultTable(
      command: "list", seed: nil, header: "", columns: [.init("id", "id", alignment: .left), .init("count", "count")])
    #expect(table.rendered(as: .text) == "id  count\n--  -----\n")
    #expect(table.rendered(as: .csv) == "id,count\n")
    #expect(
      table.rendered(as: .json) == """
        {
          "schema": "ivce.list/1",
          "seed": null,
          "rows": [],
          "notes": []
        }

        """)
  }

  @Test func rowsMayFollow() {
    var table = ResultTable(command: "list", seed: 1, header: "", columns: [.init("id", "id", alignment: .left)])
    table.append([.text("a")])
    table.notes.append("one row")
    #expect(table.rows == [[.text("a")]])
    #expect(table.rendered(as: .text) == "id\n--\na\n\none row\n")
  }

  @Test func programmingErrorsStop() async {
    await #expect(processExitsWith: .failure) {
      var table = ResultTable(command: "x", seed: 1, header: "", columns: [.init("id", "id")])
      table.append([.integer(1), .integer(2)])
    }
    await #expect(processExitsWith: .failure) {
      var table = ResultTable(command: "x", seed: 1, header: "", columns: [.init("id", "id")])
      table.append([.interval(1, low: 0, high: 2, digits: 0)])
    }
    await #expect(processExitsWith: .failure) {
      _ = ResultTable(
        command: "x", seed: 1, header: "", columns: [.init("a", "a", hasInterval: true), .init("a_low", "b")])
    }
    await #expect(processExitsWith: .failure) {
      _ = ResultTable(command: "x", seed: 1, header: "", columns: [.init("Bad Key", "a")])
    }
  }
}

/// Awkward words and numbers, read back by somebody else's reader or written out by hand.
struct EscapingTests {
  static let words = [
    "", "plain", "a,b", "say \"x\"", "line\nfeed", "\r\n", "\u{0}\u{1}\u{1F}\u{7F}\u{85}", "back\\slash", "\u{2028}",
    "h\u{E9}", "\"\u{301}", "\u{1F469}\u{200D}\u{1F680}", "\u{10FFFF}", "/",
  ]

  private func table(_ rows: [[ResultTable.Cell]]) -> ResultTable {
    let columns = (0..<(rows.first?.count ?? 1)).map { ResultTable.Column("c\($0)", "c\($0)", alignment: .left) }
    return ResultTable(command: "x", seed: 0, header: "", columns: columns, rows: rows, notes: Self.words)
  }

  @Test func jsonReadsBack() throws {
    let numbers = [0.1, -0.0, 1e-5, 1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1.0 / 3]
    let text = table(Self.words.map { [.text($0)] } + numbers.map { [.number($0, digits: 0)] }).rendered(as: .json)
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    let document = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let rows = try #require(document["rows"] as? [[String: Any]])
    let strings = rows.prefix(Self.words.count).map { Array(($0["c0"] as? String ?? "?").unicodeScalars) }
    #expect(strings == Self.words.map { Array($0.unicodeScalars) })
    #expect(rows.dropFirst(Self.words.count).map { $0["c0"] as? Double } == numbers)
    #expect(document["notes"] as? [String] == Self.words)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func jsonAndCSVHaveNoWordForWhatIsNotFinite(value: Double) {
    let table = table([[.text("a"), .number(value, digits: 2)]])
    #expect(table.rendered(as: .json).contains("{\"c0\": \"a\", \"c1\": null}"))
    #expect(table.rendered(as: .csv) == "c0,c1\na,\n")
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\nb", "\"a\nb\""),
    ("a\r\nb", "\"a\r\nb\""), ("\"\u{301}", "\"\"\"\u{301}\""), ("", ""), (" a ", " a "),
  ])
  func csvQuotesWhatItMust(words: String, expected: String) {
    let text = table([[.text(words), .integer(1)]]).rendered(as: .csv)
    #expect(Array(text.unicodeScalars) == Array("c0,c1\n\(expected),1\n".unicodeScalars))
  }

  @Test func csvHasNoEmptyLines() {
    #expect(table([[.none]]).rendered(as: .csv) == "c0\n\"\"\n")
  }

  @Test func textKeepsControlsOffTheTerminal() {
    let text = table([[.text("a\u{1B}[31m\n\u{202E}\u{9B}b\t")]]).rendered(as: .text)
    #expect(text.contains("a\\u{1b}[31m\\n\\u{202e}\\u{9b}b\\t\n"))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
  }
}
