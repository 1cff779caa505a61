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
  let request: RingRequest
  /// Nil if a client waits for the owner.
  let bridge: RingBridge?
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
    _ request: RingRequest, for bridge: RingBridge? = nil, candidates: [RingStep<Links.Route>], areOwners: Bool
  ) {
    self.request = request
    self.bridge = bridge
    self.candidates = candidates
    self.areOwners = areOwners
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(request)
    bytes.write(bridge)
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
