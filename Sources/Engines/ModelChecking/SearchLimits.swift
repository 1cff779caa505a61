/// Where a search gives up. It never answers "holds" beyond a limit.
public struct SearchLimits: Sendable, Hashable {
  /// Which limit was reached.
  public enum Kind: String, Sendable, Hashable, Codable { case states, depth, bytes, time, interruption }

  /// States at the most. Looked at between blocks of expansions, breadth-first 256 states or a quarter of those met so far, so that a
  /// search goes beyond it by all that one block leads to.
  public var states: Int

  /// States on a path at the most.
  public var depth: Int

  /// Bytes of the stores, the links and the frontier at the most. Looked at between blocks of expansions, which are small where they
  /// lead to much. A table or a column that grows takes its old room and its new room for a moment.
  public var bytes: Int

  /// Seconds at the most.
  public var seconds: Double

  /// The most states that a search can number.
  public static let mostStates = 1 << 31

  /// No limit but that of the 32-bit state numbers unless said otherwise.
  public init(states: Int = mostStates, depth: Int = .max, bytes: Int = .max, seconds: Double = .infinity) {
    self.states = states
    self.depth = depth
    self.bytes = bytes
    self.seconds = seconds
  }

  func check() throws(ModelError) {
    for (name, value) in [("states", states), ("depth", depth), ("bytes", bytes)] where value < 1 {
      throw .limitNotPositive(name)
    }
    guard seconds > 0 else { throw .limitNotPositive("seconds") }
  }
}

/// Says whether a search must end before it is done.
@usableFromInline
struct SearchClock {
  private let deadline: ContinuousClock.Instant?
  private let isInterrupted: () -> Bool

  init(seconds: Double, isInterrupted: @escaping () -> Bool) {
    // A duration holds about 10^11 years in seconds of Double; beyond a thousand years there is no deadline.
    deadline = seconds < 3e10 ? .now + .seconds(seconds) : nil
    self.isInterrupted = isInterrupted
  }

  @usableFromInline var ending: SearchLimits.Kind? {
    if isInterrupted() { return .interruption }
    if let deadline, ContinuousClock.now > deadline { return .time }
    return nil
  }
}
