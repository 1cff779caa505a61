import Foundation
import Reporting
import Testing

struct TextLayoutTests {
  /// Columns a to h, ten wide each; c to e belong together.
  private let wide = ResultTable(
    command: "x", seed: nil, header: "",
    columns: "abcdefgh".map { name in
      .init(
        String(name), String(repeating: String(name), count: 10), alignment: name == "a" ? .left : .right,
        group: "cde".contains(name) ? "together" : nil)
    },
    rows: [(1...8).map { .integer($0) }, (11...18).map { .integer($0) }])

  @Test func foldsIntoBlocksThatRepeatTheFirstColumn() {
    #expect(
      wide.rendered(as: .text, width: 46) == """
        aaaaaaaaaa  bbbbbbbbbb
        ----------  ----------
        1                    2
        11                  12

                    ------------ together ------------
        aaaaaaaaaa  cccccccccc  dddddddddd  eeeeeeeeee
        ----------  ----------  ----------  ----------
        1                    3           4           5
        11                  13          14          15

        aaaaaaaaaa  ffffffffff  gggggggggg  hhhhhhhhhh
        ----------  ----------  ----------  ----------
        1                    6           7           8
        11                  16          17          18

        """)
  }

  @Test(arguments: 0...110)
  func nothingIsCutAndNothingIsWiderThanItMustBe(width: Int) {
    let lines = wide.rendered(as: .text, width: width).split(separator: "\n")
    for name in "bcdefgh" {
      #expect(lines.count { $0.contains(String(repeating: String(name), count: 10)) } == 1)
    }
    #expect(lines.allSatisfy { $0.count <= max(width, 22) })
    for value in Array(1...8) + Array(11...18) {
      #expect(lines.contains { $0.split(separator: " ").contains("\(value)") })
    }
  }

  @Test func unlimitedWidthIsOneBlock() {
    #expect(wide.rendered(as: .text, width: nil).split(separator: "\n").count == 5)
    #expect(wide.rendered(as: .text, width: 94).split(separator: "\n").count == 5)
    #expect(wide.rendered(as: .text, width: 93).split(separator: "\n").count > 5)
  }

  @Test func aHeadingWiderThanItsColumnsMakesRoom() {
    let table = ResultTable(
      command: "x", seed: nil, header: "",
      columns: [.init("a", "a", group: "long heading"), .init("b", "b", group: "long heading"), .init("c", "c")],
      rows: [[.integer(1), .integer(2), .integer(3)]])
    #expect(
      table.rendered(as: .text) == """
        long heading
        a          b  c
        -  ---------  -
        1          2  3

        """)
  }

  @Test func marksLeaveDigitsBelowDigits() {
    let table = ResultTable(
      command: "x", seed: nil, header: "", columns: [.init("v", "v")],
      rows: [[.number(1.5, digits: 1).marked(if: true).marked(if: true)], [.number(10, digits: 1).marked(if: false)]])
    #expect(table.rendered(as: .text) == "    v\n-----\n 1.5!\n10.0\n")
  }

  @Test func widthsAreThoseOfATerminal() {
    for (text, width) in [
      ("", 0), ("abc", 3), ("e\u{301}", 1), ("\u{865A}\u{62DF}", 4), ("\u{1F469}\u{200D}\u{1F680}", 2),
      ("\u{1F1E9}\u{1F1EA}", 2), ("\u{AC00}", 2), ("\u{FF21}", 2), ("\u{3B1}\u{2264}", 2), ("\u{2764}\u{FE0F}", 2),
    ] {
      #expect(text.terminalWidth == width, "\(text)")
    }
    #expect("a\u{865A}\u{62DF}b".prefix(terminalWidth: 4) == "a\u{865A}")
    #expect("abc".prefix(terminalWidth: 10) == "abc")
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1_000, "1,000"), (-1_000, "-1,000"), (-999, "-999"), (1_234_567, "1,234,567"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func integersHaveThousandsSeparators(value: Int, expected: String) {
    #expect(value.groupedDecimal == expected)
  }

  @Test(arguments: [
    (1234.567, 2, "1,234.57"), (0.5, 0, "0"), (-0.001, 2, "0.00"), (-1, 1, "-1.0"), (999_999.96, 1, "1,000,000.0"),
    (.nan, 3, "-"), (.infinity, 0, "inf"), (-.infinity, 0, "-inf"), (1e300, 2, "1.00e+300"), (0, 3, "0.000"),
    (123_456, 0, "123,456"), (-123_456.5, 1, "-123,456.5"),
  ])
  func decimalsAreThoseAskedFor(value: Double, digits: Int, expected: String) {
    #expect(value.groupedDecimal(digits: digits) == expected)
  }
}
