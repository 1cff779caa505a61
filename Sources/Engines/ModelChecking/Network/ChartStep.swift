/// A step as a sequence chart shows it. Participants are columns, by their places.
public enum ChartStep: Hashable, Sendable {
  /// An arrow from one column to another, with a cross at its end when the message is lost.
  case message(from: Int, to: Int, label: String, isLost: Bool)
  /// A box in one column.
  case local(at: Int, label: String)
  /// A line across all columns.
  case everywhere(label: String)
}

/// An action of participants that a sequence chart can show.
public protocol ChartedAction {
  /// The action in a chart.
  var chart: ChartStep { get }
}
