import ModelChecking

extension Philosophers: FootprintModel {
  /// The bits of the state. Who takes a fork looks at it from both sides, and at both of his own hands for whose turn it is.
  public func footprint(of action: Action) -> Footprint {
    func hands(_ philosopher: Int) -> UInt64 { left(philosopher) | right(philosopher) }
    func left(_ philosopher: Int) -> UInt64 { 1 << UInt64(2 * philosopher) }
    func right(_ philosopher: Int) -> UInt64 { 2 << UInt64(2 * philosopher) }
    return switch action {
    case .takeLeft(let philosopher):
      Footprint(reads: hands(philosopher) | right((philosopher + count - 1) % count), writes: left(philosopher))
    case .takeRight(let philosopher):
      Footprint(reads: hands(philosopher) | left((philosopher + 1) % count), writes: right(philosopher))
    case .putLeft(let philosopher): Footprint(reads: hands(philosopher), writes: left(philosopher))
    case .putRight(let philosopher): Footprint(reads: hands(philosopher), writes: right(philosopher))
    }
  }
}
