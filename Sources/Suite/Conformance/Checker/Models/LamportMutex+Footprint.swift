import ModelChecking

extension LamportMutex: FootprintModel {
  /// Each process with all that it knows, and each channel.
  ///
  /// A message that comes and one that is received depend on each other, as the former makes the latter possible where none was.
  public func footprint(of action: Action) -> Footprint {
    func own(_ process: Int) -> UInt64 { 1 << UInt64(process) }
    func channel(_ sender: Int, _ receiver: Int) -> UInt64 { 1 << UInt64(4 + 4 * sender + receiver) }
    func sent(_ sender: Int) -> UInt64 {
      (0..<processes).reduce(0) { $1 == sender ? $0 : $0 | channel(sender, $1) }
    }
    return switch action {
    case .request(let process), .exit(let process): Footprint(writes: own(process) | sent(process))
    case .enter(let process): Footprint(writes: own(process))
    case .receiveRequest(let process, let sender):
      Footprint(writes: own(process) | channel(sender, process) | channel(process, sender))
    case .receiveAcknowledgement(let process, let sender), .receiveRelease(let process, let sender):
      Footprint(writes: own(process) | channel(sender, process))
    }
  }
}
