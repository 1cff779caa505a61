import ModelChecking

/// The puzzle of the film Die Hard 3: measure four gallons with jugs of three and five.
public struct WaterJugs: Model {
  /// Whether the puzzle's solution is declared impossible, which makes its shortest solution a counterexample.
  public let claimsImpossible: Bool

  /// The puzzle.
  public init(claimsImpossible: Bool = false) { self.claimsImpossible = claimsImpossible }

  /// What the jugs hold.
  public struct State: PackedState {
    /// Gallons in the small jug, and from bit 8 those in the big one.
    public var bits: UInt64

    /// The state of a word.
    public init(bits: UInt64) { self.bits = bits }

    init(small: Int, big: Int) { bits = UInt64(small | big << 8) }

    /// Gallons in the jug of three.
    public var small: Int { Int(bits & 255) }

    /// Gallons in the jug of five.
    public var big: Int { Int(bits >> 8) }
  }

  /// What one can do.
  public enum Action: String, Sendable, CustomStringConvertible {
    case fillSmall, fillBig, emptySmall, emptyBig, smallToBig, bigToSmall

    /// The name.
    public var description: String { rawValue }
  }

  /// Both jugs are empty.
  public var initialStates: [State] { [State(small: 0, big: 0)] }

  /// All six are possible at any time, also where they change nothing.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    let (small, big) = (state.small, state.big)
    let (toBig, toSmall) = (min(small, 5 - big), min(big, 3 - small))
    _ =
      visit(.fillSmall, State(small: 3, big: big)) && visit(.fillBig, State(small: small, big: 5))
      && visit(.emptySmall, State(small: 0, big: big)) && visit(.emptyBig, State(small: small, big: 0))
      && visit(.smallToBig, State(small: small - toBig, big: big + toBig))
      && visit(.bigToSmall, State(small: small + toSmall, big: big - toSmall))
  }

  /// Four gallons in the big jug.
  public var properties: [ModelProperty<State>] {
    claimsImpossible ? [.always("not solved") { $0.big != 4 }] : [.sometimes("solved") { $0.big == 4 }]
  }

  /// What each jug holds.
  public func fields(of state: State) -> [StateField] {
    [StateField("small", state.small), StateField("big", state.big)]
  }
}
