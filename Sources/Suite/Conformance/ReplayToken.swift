/// A trace in one word: `MODEL/INITIAL/STEP.STEP.STEP`, and `/N` where all after N steps repeats.
///
/// Steps are named by their places among those that each state allows. Unlike a trace file, a token holds no fingerprints, so that it
/// cannot tell whether the model has changed.
public struct ReplayToken: Sendable, Hashable, CustomStringConvertible {
  /// The model's id.
  public let model: String
  /// The place of the first state among the initial ones.
  public let initial: Int
  /// The places of the steps.
  public let ordinals: [Int]
  /// The number of steps after which the rest repeats.
  public let cycleStart: Int?

  init(model: String, initial: Int, ordinals: [Int], cycleStart: Int?) {
    self.model = model
    self.initial = initial
    self.ordinals = ordinals
    self.cycleStart = cycleStart
  }

  /// Reads a token; nil if the text is none.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (3...4).contains(parts.count), !parts[0].isEmpty, let initial = Self.number(parts[1]) else { return nil }
    var ordinals: [Int] = []
    for step in parts[2].isEmpty ? [] : parts[2].split(separator: ".", omittingEmptySubsequences: false) {
      guard let ordinal = Self.number(step) else { return nil }
      ordinals.append(ordinal)
    }
    var cycleStart: Int?
    if parts.count == 4 {
      guard let start = Self.number(parts[3]), start <= ordinals.count else { return nil }
      cycleStart = start
    }
    self.init(model: String(parts[0]), initial: initial, ordinals: ordinals, cycleStart: cycleStart)
  }

  /// The token.
  public var description: String {
    let cycle = cycleStart.map { "/\($0)" } ?? ""
    return "\(model)/\(initial)/\(ordinals.map(String.init).joined(separator: "."))\(cycle)"
  }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}
