extension StringProtocol {
  /// The text if it has at most `limit` characters, else its beginning and an ellipsis.
  func shortened(to limit: Int) -> String { count <= limit ? String(self) : prefix(limit - 1) + "…" }
}
