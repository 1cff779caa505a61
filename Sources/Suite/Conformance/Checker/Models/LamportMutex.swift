import CanonicalEncoding
import ModelChecking

/// Lamport's distributed mutual exclusion ("Time, Clocks, and the Ordering of Events in a Distributed System", 1978):
/// requests bear a logical time and are acknowledged by all, the earliest enters, and channels keep their order.
/// `lamport_mutex` of the TLA+ examples.
public struct LamportMutex: Model {
  /// The number of processes, 2...4.
  public let processes: Int

  /// The time beyond which the search looks no further, 1...12.
  public let largestClock: Int

  /// Whether the lower number goes first among requests of the same time; otherwise none of them gives way.
  public let breaksTies: Bool

  /// The algorithm among so many processes.
  public init(processes: Int, largestClock: Int, breaksTies: Bool = true) {
    precondition((2...4).contains(processes), "the state has room for 2 to 4 processes")
    precondition((1...12).contains(largestClock), "a message has room for times 1 to 12, and one too many")
    self.processes = processes
    self.largestClock = largestClock
    self.breaksTies = breaksTies
  }

  /// The variables of the specification in vectors of fixed size, so that a state is copied without allocating; what p
  /// knows of q, and the channel from p to q, stand at place 4p + q.
  public struct State: EncodedState {
    let processes: Int
    var clock = SIMD4<UInt8>(repeating: 1)
    var requests = SIMD16<UInt8>()
    var acknowledgements = SIMD4<UInt8>()
    var channels = SIMD16<UInt16>()
    var critical: UInt8 = 0

    init(processes: Int) { self.processes = processes }

    /// Appends the places in use.
    public func encode(into bytes: inout ByteWriter) {
      bytes.write(byte: UInt8(truncatingIfNeeded: processes))
      bytes.write(byte: critical)
      for process in 0..<processes {
        bytes.write(byte: clock[process] | acknowledgements[process] << 4)
        for place in 4 * process..<4 * process + processes {
          bytes.write(byte: requests[place])
          if place != 5 * process { bytes.write(varint: UInt64(channels[place])) }
        }
      }
    }

    /// Reads what ``encode(into:)`` writes.
    public init(from bytes: inout ByteReader) throws(MalformedBytes) {
      processes = Int(try bytes.readByte())
      guard (2...4).contains(processes) else { throw MalformedBytes(offset: 0, expected: "2 to 4 processes") }
      critical = try bytes.readByte()
      for process in 0..<processes {
        let byte = try bytes.readByte()
        (clock[process], acknowledgements[process]) = (byte & 15, byte >> 4)
        for place in 4 * process..<4 * process + processes {
          requests[place] = try bytes.readByte()
          if place != 5 * process { channels[place] = try bytes.read() }
        }
      }
    }
  }

  /// A message as a number: the time of a request with these two out of the way.
  enum Message {
    static let acknowledgement: UInt16 = 1
    static let release: UInt16 = 2

    static func request(at time: UInt8) -> UInt16 { UInt16(time) + 2 }
  }

  /// A step of the first process; messages come from the second.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case request(Int), enter(Int), exit(Int)
    case receiveRequest(Int, from: Int), receiveAcknowledgement(Int, from: Int), receiveRelease(Int, from: Int)

    /// The name in the TLA+ specification.
    public var description: String {
      switch self {
      case .request(let process): "Request(\(process))"
      case .enter(let process): "Enter(\(process))"
      case .exit(let process): "Exit(\(process))"
      case .receiveRequest(let process, let sender): "ReceiveRequest(\(process), \(sender))"
      case .receiveAcknowledgement(let process, let sender): "ReceiveAck(\(process), \(sender))"
      case .receiveRelease(let process, let sender): "ReceiveRelease(\(process), \(sender))"
      }
    }
  }

  /// The actions of the specification.
  public var actionClasses: [String] {
    ["Request", "Enter", "Exit", "ReceiveRequest", "ReceiveAck", "ReceiveRelease"]
  }

  /// The class of the action.
  public func actionClass(of action: Action) -> Int {
    switch action {
    case .request: 0
    case .enter: 1
    case .exit: 2
    case .receiveRequest: 3
    case .receiveAcknowledgement: 4
    case .receiveRelease: 5
    }
  }

  /// All clocks are at 1, and nobody has asked.
  public var initialStates: [State] { [State(processes: processes)] }

  /// The steps in the order of the TLA+ specification's next-state relation.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    for process in 0..<processes {
      if state.requests[5 * process] == 0, !visit(.request(process), requesting(process, state)) { return }
      if mayEnter(process, state) {
        var next = state
        next.critical |= 1 << process
        if !visit(.enter(process), next) { return }
      }
      if state.critical >> process & 1 == 1, !visit(.exit(process), exiting(process, state)) { return }
    }
    for process in 0..<processes {
      for sender in 0..<processes {
        let message = state.channels[4 * sender + process] & 15
        if message == 0 { continue }
        var next = state
        next.channels[4 * sender + process] >>= 4
        let action = receive(message, at: process, from: sender, &next)
        if !visit(action, next) { return }
      }
    }
  }

  private func requesting(_ process: Int, _ state: State) -> State {
    var next = state
    next.requests[5 * process] = state.clock[process]
    next.acknowledgements[process] = 1 << UInt8(process)
    broadcast(Message.request(at: state.clock[process]), from: process, &next)
    return next
  }

  private func exiting(_ process: Int, _ state: State) -> State {
    var next = state
    next.critical &= ~(1 << UInt8(process))
    next.requests[5 * process] = 0
    next.acknowledgements[process] = 0
    broadcast(Message.release, from: process, &next)
    return next
  }

  /// Whether all have acknowledged the request and it beats all that the process knows of.
  private func mayEnter(_ process: Int, _ state: State) -> Bool {
    guard state.acknowledgements[process] == 1 << UInt8(processes) - 1 else { return false }
    let own = state.requests[5 * process]
    for other in 0..<processes where other != process {
      let its = state.requests[4 * process + other]
      if its != 0, its < own || its == own && breaksTies && other < process { return false }
    }
    return true
  }

  private func receive(_ message: UInt16, at process: Int, from sender: Int, _ next: inout State) -> Action {
    switch message {
    case Message.acknowledgement:
      next.acknowledgements[process] |= 1 << UInt8(sender)
      return .receiveAcknowledgement(process, from: sender)
    case Message.release:
      next.requests[4 * process + sender] = 0
      return .receiveRelease(process, from: sender)
    default:
      let time = UInt8(message - 2)
      next.requests[4 * process + sender] = time
      next.clock[process] = max(time, next.clock[process]) + 1
      send(Message.acknowledgement, from: process, to: sender, &next)
      return .receiveRequest(process, from: sender)
    }
  }

  private func broadcast(_ message: UInt16, from process: Int, _ next: inout State) {
    for other in 0..<processes where other != process { send(message, from: process, to: other, &next) }
  }

  /// Appends to a channel: four bits a message, the oldest lowest. No channel ever holds more than three.
  private func send(_ message: UInt16, from process: Int, to other: Int, _ next: inout State) {
    let place = 4 * process + other
    let length = (16 - next.channels[place].leadingZeroBitCount + 3) / 4
    next.channels[place] |= message << UInt16(4 * length)
  }

  /// No clock is beyond ``largestClock``.
  public func isInScope(_ state: State) -> Bool {
    for process in 0..<processes where state.clock[process] > largestClock { return false }
    return true
  }

  /// One process inside at a time, and short channels.
  public var properties: [ModelProperty<State>] {
    [
      .always("mutual exclusion") { $0.critical & ($0.critical &- 1) == 0 },
      .always("bounded network") { $0.channels.max() < 1 << 12 },
      .noDeadlock(),
    ]
      + (0..<processes).map { process in
        .sometimes("process \(process) enters") { $0.critical >> process & 1 == 1 }
      }
  }

  /// The variables of the specification; of the channels those that are not empty.
  public func fields(of state: State) -> [StateField] {
    let all = 0..<processes
    let channels = all.flatMap { process in
      all.map { StateField("network[\(process)][\($0)]", messages(state.channels[4 * process + $0])) }
    }
    return [
      StateField("clock", all.map { state.clock[$0] }),
      StateField("req", all.map { process in all.map { state.requests[4 * process + $0] } }),
      StateField("ack", all.map { process in all.filter { state.acknowledgements[process] >> $0 & 1 == 1 } }),
      StateField("crit", all.filter { state.critical >> $0 & 1 == 1 }),
    ] + channels.filter { !$0.value.isEmpty }
  }

  private func messages(_ channel: UInt16) -> String {
    (0..<4).compactMap { place in
      switch channel >> (4 * place) & 15 {
      case 0: nil
      case Message.acknowledgement: "ack"
      case Message.release: "rel"
      case let request: "req(\(request - 2))"
      }
    }
    .joined(separator: ", ")
  }
}
