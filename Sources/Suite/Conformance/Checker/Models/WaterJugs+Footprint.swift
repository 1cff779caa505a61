import ModelChecking

extension WaterJugs: FootprintModel {
  /// Each jug.
  public func footprint(of action: Action) -> Footprint {
    switch action {
    case .fillSmall, .emptySmall: Footprint(writes: 1)
    case .fillBig, .emptyBig: Footprint(writes: 2)
    case .smallToBig, .bigToSmall: Footprint(writes: 3)
    }
  }
}
