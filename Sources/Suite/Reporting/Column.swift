extension ResultTable {
  /// What the cells below one title mean.
  public struct Column: Sendable, Hashable {
    /// Where cells stand within the width of their column.
    public enum Alignment: Sendable, Hashable {
      /// For words.
      case left
      /// For numbers.
      case right
    }

    /// The stable key in JSON and CSV, in snake case.
    public let key: String

    /// The short title in text, with the unit: `lookups/s`, `latency ms`.
    public let title: String

    /// Where cells and title stand.
    public let alignment: Alignment

    /// The heading that neighbouring columns share in text; they stay together when a wide table is folded.
    public let group: String?

    /// Whether cells may be intervals. Declared and not inferred, so that the keys do not depend on the values.
    public let hasInterval: Bool

    /// Whether people are shown the column; programs always are.
    public let isShown: Bool

    /// A column of numbers unless `alignment` says otherwise.
    public init(
      _ key: String, _ title: String, alignment: Alignment = .right, group: String? = nil, hasInterval: Bool = false,
      isShown: Bool = true
    ) {
      self.key = key
      self.title = title
      self.alignment = alignment
      self.group = group
      self.hasInterval = hasInterval
      self.isShown = isShown
    }

    /// The JSON key of the pair [low, high].
    var intervalKey: String? { hasInterval ? key + "_interval" : nil }

    /// The fields that the column takes in a CSV record.
    var recordKeys: [String] { hasInterval ? [key, key + "_low", key + "_high"] : [key] }
  }
}
