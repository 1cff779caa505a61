/// A table whose cells have become text, about to be folded into blocks that fit.
struct TextLayout {
  private let columns: [ResultTable.Column]
  private let titles: [String]
  /// Texts by column, then by row.
  private let cells: [[String]]
  /// The widest text of each column, its title included.
  private let naturalWidths: [Int]

  private static let gap = "  "

  /// Columns that are not for people or apply to no row are left out, except the first.
  init(_ table: ResultTable) {
    let shown = table.columns.indices.filter { column in
      column == 0
        || table.columns[column].isShown && (table.rows.isEmpty || table.rows.contains { $0[column] != .none })
    }
    columns = shown.map { table.columns[$0] }
    titles = columns.map(\.title.escapingControls)
    cells = shown.map { column in
      Self.texts(table.rows.map { $0[column] }, alignment: table.columns[column].alignment)
    }
    naturalWidths = zip(titles, cells).map { title, texts in
      texts.reduce(title.terminalWidth) { max($0, $1.terminalWidth) }
    }
  }

  /// The texts of one column. Beside a mark the others leave room, so that digits stay below digits.
  private static func texts(_ cells: [ResultTable.Cell], alignment: ResultTable.Column.Alignment) -> [String] {
    let leavesRoom = alignment == .right && cells.contains(where: \.isMarked)
    return cells.map { leavesRoom && !$0.isMarked ? $0.text + " " : $0.text }
  }

  /// Column numbers, block by block; each block begins with the first column and fits `width` if it can.
  ///
  /// A group that fits a block is not torn apart.
  func blocks(width: Int?) -> [[Int]] {
    func fits(_ block: [Int]) -> Bool { width.map { totalWidth(of: block) <= $0 } ?? true }
    var finished: [[Int]] = []
    var block = [0]
    func fold() {
      guard block.count > 1 else { return }
      finished.append(block)
      block = [0]
    }
    for group in groups(of: Array(columns.indices.dropFirst())) {
      if fits(block + group) {
        block += group
        continue
      }
      fold()
      for column in group {
        if !fits(block + [column]) { fold() }
        block.append(column)
      }
    }
    return block.count > 1 || finished.isEmpty ? finished + [block] : finished
  }

  /// The lines of one block: group headings where there are any, titles, a rule, the rows.
  func lines(of block: [Int]) -> [String] {
    let widths = widths(of: block)
    func line(_ text: (Int) -> String) -> String {
      zip(block, widths).map { text($0).padded(to: $1, columns[$0].alignment) }.joined(separator: Self.gap)
    }
    var lines: [String] = []
    if block.contains(where: { columns[$0].group != nil }) { lines.append(headings(of: block, widths: widths)) }
    lines.append(line { titles[$0] })
    lines.append(widths.map { String(repeating: "-", count: $0) }.joined(separator: Self.gap))
    for row in cells[0].indices { lines.append(line { cells[$0][row] }) }
    return lines.map(\.trimmingTrailingSpaces)
  }

  /// Neighbouring columns of one group together, all others alone.
  private func groups(of block: [Int]) -> [[Int]] {
    var groups: [[Int]] = []
    for column in block {
      if let previous = groups.last?.last, let group = columns[column].group, columns[previous].group == group {
        groups[groups.count - 1].append(column)
      } else {
        groups.append([column])
      }
    }
    return groups
  }

  /// Widths within a block; the last column of a group makes up for a heading that is wider than the group.
  private func widths(of block: [Int]) -> [Int] {
    groups(of: block).flatMap { group in
      var widths = group.map { naturalWidths[$0] }
      widths[widths.count - 1] += max(0, heading(of: group).terminalWidth - Self.span(widths))
      return widths
    }
  }

  private func headings(of block: [Int], widths: [Int]) -> String {
    var rest = widths[...]
    let parts = groups(of: block).map { group in
      let span = Self.span(Array(rest.prefix(group.count)))
      rest = rest.dropFirst(group.count)
      return columns[group[0]].group == nil ? String(repeating: " ", count: span) : heading(of: group).centred(in: span)
    }
    return parts.joined(separator: Self.gap)
  }

  private func heading(of group: [Int]) -> String { columns[group[0]].group?.escapingControls ?? "" }

  private func totalWidth(of block: [Int]) -> Int { Self.span(widths(of: block)) }

  private static func span(_ widths: [Int]) -> Int { widths.reduce(0, +) + gap.count * (widths.count - 1) }
}

extension String {
  fileprivate func padded(to width: Int, _ alignment: ResultTable.Column.Alignment) -> String {
    let padding = String(repeating: " ", count: max(0, width - terminalWidth))
    return alignment == .left ? self + padding : padding + self
  }

  /// The heading of a group: between dashes that show how far it reaches, when there is room for them.
  fileprivate func centred(in width: Int) -> String {
    let room = width - terminalWidth
    let filler = room >= 4 ? "-" : " "
    let words = room >= 4 ? " \(self) " : self
    let before = max(0, width - words.terminalWidth) / 2
    let after = max(0, width - words.terminalWidth - before)
    return String(repeating: filler, count: before) + words + String(repeating: filler, count: after)
  }

  fileprivate var trimmingTrailingSpaces: String {
    String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
  }
}
