import ModelChecking

extension ReadersWriters: FootprintModel {
  /// The queue, and what each actor does.
  public func footprint(of action: Action) -> Footprint {
    let queue: UInt64 = 1 << 63
    return switch action {
    case .tryRead, .tryWrite: Footprint(writes: queue)
    case .readOrWrite: Footprint(writes: .max)
    case .stop(let actor): Footprint(writes: 1 << UInt64(actor))
    }
  }
}
