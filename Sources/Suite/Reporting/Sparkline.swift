/// A line of blocks that rise with the values: a picture that fits into a cell of a table.
public enum Sparkline {
  private static let blocks = Array("▁▂▃▄▅▆▇█")

  /// The last `width` values, the smallest as the lowest block and the largest as the highest; a space for what is no number. Equal values
  /// stand in the middle.
  public static func of(_ values: [Double], width: Int = 40) -> String {
    let shown = values.suffix(max(0, width))
    let finite = shown.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return String(repeating: " ", count: shown.count) }
    return String(
      shown.map { value in
        guard value.isFinite else { return " " }
        // Halves first: the difference of two finite numbers may be infinite.
        let share = low == high ? 0.5 : (value / 2 - low / 2) / (high / 2 - low / 2)
        return blocks[min(blocks.count - 1, Int(share * Double(blocks.count)))]
      })
  }
}
