import CanonicalEncoding

/// The search for a successor beyond those that are dead.
struct RingBridge: Hashable, Canonical {
  /// How far beyond this peer somebody is looked for.
  let reach: UInt64
  /// Searches that have found nobody.
  let failures: UInt8

  init(reach: UInt64, failures: UInt8) {
    self.reach = reach
    self.failures = failures
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(reach)
    bytes.write(failures)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    reach = try bytes.read()
    failures = try bytes.read()
  }
}

/// A lookup under way.
struct RingSearch<Links: RingLinks>: Hashable, Canonical {
  let request: PeerRequest
  /// Nil if no successor is looked for.
  let bridge: RingBridge?
  /// Whether the owner is to get what this peer need not keep.
  let isForStrays: Bool
  /// Whom to ask, the next at the end.
  var candidates: [RingStep<Links.Route>]
  /// Whether they are asked as owners.
  var areOwners = false
  /// The node that was asked last.
  var last: RingContact?
  /// Those that have not answered, in the search for a successor.
  var silent: [RingContact] = []
  /// Nodes asked.
  var asked = 0
  /// Attempts that were not answered, of those that nodes pass on.
  var failures = 0

  init(
    _ request: PeerRequest, for bridge: RingBridge? = nil, isForStrays: Bool = false,
    candidates: [RingStep<Links.Route>], areOwners: Bool
  ) {
    self.request = request
    self.bridge = bridge
    self.isForStrays = isForStrays
    self.candidates = candidates
    self.areOwners = areOwners
  }

  /// What is looked up. Nobody looks anything up to leave.
  var key: UInt64 { request.key ?? 0 }

  /// What the owner is to do; nil if a client, or a peer without successors, wants to know who it is.
  var errand: RingErrand? {
    switch request {
    case .store: .store
    case .fetch: .fetch
    case .lookUp, .leave: isForStrays ? .name : nil
    }
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(request)
    bytes.write(bridge)
    bytes.write(isForStrays)
    bytes.write(candidates)
    bytes.write(areOwners)
    bytes.write(last)
    bytes.write(silent)
    bytes.write(asked)
    bytes.write(failures)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    request = try bytes.read()
    bridge = try bytes.read()
    isForStrays = try bytes.read()
    candidates = try bytes.read()
    areOwners = try bytes.read()
    last = try bytes.read()
    silent = try bytes.read()
    let offset = bytes.offset
    asked = try bytes.read()
    failures = try bytes.read()
    guard (0...Int(Links.mostHops)).contains(asked), (0...RingPeer<Links>.mostAttempts).contains(failures) else {
      throw MalformedBytes(offset: offset, expected: "numbers of nodes asked and of failures")
    }
  }
}
