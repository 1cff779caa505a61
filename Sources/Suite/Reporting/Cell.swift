extension ResultTable {
  /// One value of a table.
  ///
  /// Doubles that are not finite are null in JSON and empty in CSV, which have no words for them.
  public enum Cell: Sendable, Hashable {
    /// Does not apply: `-` in text, null in JSON, empty in CSV.
    case none
    /// Words; control characters are escaped in text.
    case text(String)
    /// A count; in text with thousands separators.
    case integer(Int)
    /// A measured value: `digits` decimals in text, full precision in JSON and CSV.
    case number(Double, digits: Int)
    /// A number of any magnitude, with two significant digits in text.
    case magnitude(Double)
    /// A value known exactly, as `numerator/denominator`: that string in JSON and CSV, its decimal approximation in
    /// text.
    case exact(String, approximately: Double, digits: Int)
    /// An exact value, such as the mean of several, beside the interval of the estimate that it serves as.
    case exactInterval(String, approximately: Double, low: Double, high: Double, digits: Int)
    /// A yes or no; a no is in capitals, since it is what one looks for.
    case flag(Bool)
    /// An estimate with its confidence interval. The bounds have keys of their own in JSON (`_interval`) and CSV
    /// (`_low`, `_high`).
    case interval(Double, low: Double, high: Double, digits: Int)
    /// A value that breaks a bound: `!` behind it in text, where a note says which. No trace in JSON and CSV, where a
    /// column of its own does.
    indirect case marked(Cell)

    /// This cell, marked when `condition` holds.
    public func marked(if condition: Bool) -> Cell {
      condition && !isMarked ? .marked(self) : self
    }

    var isMarked: Bool {
      if case .marked = self { true } else { false }
    }

    /// The bounds of an estimate.
    var interval: (low: Double, high: Double)? {
      switch self {
      case .interval(_, let low, let high, _), .exactInterval(_, _, let low, let high, _): (low, high)
      case .marked(let cell): cell.interval
      default: nil
      }
    }
  }
}
