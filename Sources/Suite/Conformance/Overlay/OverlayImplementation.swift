import Overlays
import PropertyTesting
import Randomness

/// An overlay as the comparison sees it: how to build it, and its lookups compiled for its own types.
///
/// One's own overlay joins the table by conforming to `Overlay` and being wrapped in one of these; nothing else is
/// needed.
public struct OverlayImplementation: Sendable {
  /// The stable name in tables.
  public let id: String

  /// One line about it.
  public let summary: String

  /// Bytes that a network of so many nodes is expected to take while it is built.
  public let estimatedBytes: @Sendable (Int) -> Int

  /// Builds the network of a size and a seed.
  public let build: @Sendable (Int, Seed) throws -> BuiltOverlay

  /// Wraps an overlay. `make` is called with a number of nodes and a seed, and builds the same network for the same
  /// two.
  @inlinable
  public init<O: Overlay>(
    _ id: String, summary: String, estimatedBytes: @escaping @Sendable (Int) -> Int,
    make: @escaping @Sendable (_ nodes: Int, Seed) throws -> O
  ) {
    self.id = id
    self.summary = summary
    self.estimatedBytes = estimatedBytes
    build = { nodes, seed in BuiltOverlay(try make(nodes, seed)) }
  }
}

/// A network of some overlay with the key type erased, and its inner loops specialised.
public struct BuiltOverlay: Sendable {
  /// The network.
  public let overlay: any Overlay

  /// Draws lookups from a generator.
  let prepare: @Sendable (Int, inout Xoshiro256StarStar) -> PreparedLookups

  /// Wraps a network.
  @inlinable
  public init<O: Overlay>(_ overlay: O) {
    self.init(overlay: overlay) { count, generator in
      let batch = overlay.randomLookups(count, using: &generator)
      return PreparedLookups(
        alone: { range in
          var tally = LookupTally()
          overlay.lookUp(batch, in: range) { tally.add($1) }
          return tally
        },
        together: { range in
          var tally = LookupTally()
          overlay.lookUpInterleaved(batch, in: range) { tally.add($1) }
          return tally
        },
        trace: { overlay.trace(from: batch.starts[$0], to: batch.keys[$0]) },
        owner: { overlay.owner(of: batch.keys[$0]) },
        steps: { number, limit in
          var route = overlay.begin(from: batch.starts[number], to: batch.keys[number])
          var steps = 0
          while steps <= limit, overlay.advance(&route) { steps += 1 }
          return steps
        })
    }
  }

  @usableFromInline
  init(overlay: any Overlay, prepare: @escaping @Sendable (Int, inout Xoshiro256StarStar) -> PreparedLookups) {
    self.overlay = overlay
    self.prepare = prepare
  }
}

/// Lookups of one network, drawn and ready to run.
@usableFromInline
struct PreparedLookups {
  /// Runs a range of them one after another.
  let alone: (Range<Int>) -> LookupTally
  /// Runs a range of them interleaved.
  let together: (Range<Int>) -> LookupTally
  /// The nodes that take part in a lookup.
  let trace: (Int) -> LookupTrace
  /// The owner of a lookup's key.
  let owner: (Int) -> NodeIndex
  /// The steps that a lookup takes, at most one more than a limit.
  let steps: (_ number: Int, _ limit: Int) -> Int

  @usableFromInline
  init(
    alone: @escaping (Range<Int>) -> LookupTally, together: @escaping (Range<Int>) -> LookupTally,
    trace: @escaping (Int) -> LookupTrace, owner: @escaping (Int) -> NodeIndex,
    steps: @escaping (_ number: Int, _ limit: Int) -> Int
  ) {
    self.alone = alone
    self.together = together
    self.trace = trace
    self.owner = owner
    self.steps = steps
  }
}

/// Sums over finished lookups, by which two runs of the same lookups can be compared.
@usableFromInline
struct LookupTally: Equatable, Sendable {
  @usableFromInline var hops = 0
  @usableFromInline var ends = 0
  @usableFromInline var contacted = 0

  @inlinable init() {}

  @inlinable mutating func add(_ route: some OverlayRoute) {
    hops &+= route.hops
    ends &+= route.node
    contacted &+= route.contacted
  }

  mutating func add(_ other: LookupTally) {
    hops += other.hops
    ends += other.ends
    contacted += other.contacted
  }
}

extension OverlayImplementation {
  /// Every overlay of the suite.
  public static let all: [OverlayImplementation] =
    standard + (3...5).map { can(dimensions: $0) } + [3, 4].map { dlg(.kautz($0)) }
    + [2, 3, 4].map { dlg(.deBruijn($0)) }

  /// The nine that a comparison shows when none are named.
  public static let standard = [
    fissione, dlg(.kautz(2)), chord, can(dimensions: 2), pastry, kademlia, koorde, d2b, viceroy,
  ]

  static let fissione = OverlayImplementation(
    "fissione", summary: "FissionE: Kautz strings of base 2, constant degree",
    estimatedBytes: FissionE.estimatedBytes
  ) { try FissionE(nodes: $0, seed: $1) }

  static let chord = OverlayImplementation(
    "chord", summary: "Chord: 64-bit ring, fingers and successor list", estimatedBytes: Chord.estimatedBytes
  ) { Chord(nodes: $0, seed: $1) }

  static let kademlia = OverlayImplementation(
    "kademlia", summary: "Kademlia: 64-bit XOR metric, k = 20, alpha = 3, iterative",
    estimatedBytes: Kademlia.estimatedBytes
  ) { Kademlia(nodes: $0, seed: $1) }

  static let pastry = OverlayImplementation(
    "pastry", summary: "Pastry: 64-bit ring, digits of 4 bits, leaf sets of 16", estimatedBytes: Pastry.estimatedBytes
  ) { Pastry(nodes: $0, seed: $1) }

  static let koorde = OverlayImplementation(
    "koorde", summary: "Koorde: de Bruijn graph of degree 2 on the ring", estimatedBytes: Koorde.estimatedBytes
  ) { Koorde(nodes: $0, seed: $1) }

  static let d2b = OverlayImplementation(
    "d2b", summary: "D2B: binary identifiers of different lengths, without a balance rule",
    estimatedBytes: D2B.estimatedBytes
  ) { try D2B(nodes: $0, seed: $1) }

  static let viceroy = OverlayImplementation(
    "viceroy", summary: "Viceroy: butterfly on the ring", estimatedBytes: Viceroy.estimatedBytes
  ) { Viceroy(nodes: $0, seed: $1) }

  private static func can(dimensions: Int) -> OverlayImplementation {
    OverlayImplementation(
      dimensions == 2 ? "can" : "can-\(dimensions)", summary: "CAN: zones of a torus of \(dimensions) dimensions",
      estimatedBytes: { CAN.estimatedBytes(dimensions: dimensions, nodes: $0) }
    ) { try CAN(dimensions: dimensions, nodes: $0, seed: $1) }
  }

  private static func dlg(_ base: RegularDigraph) -> OverlayImplementation {
    let family = base.vertexCount == base.degree ? "debruijn" : "kautz"
    let id = base == .kautz(2) ? "dlg" : "dlg-\(family)-\(base.degree)"
    return OverlayImplementation(
      id, summary: "DLG: distributed line graph grown from \(base.name)",
      estimatedBytes: { DLG.estimatedBytes(base: base, nodes: $0) }
    ) { try DLG(base: base, nodes: $0, seed: $1) }
  }

  /// A source of subjects for the laws of every overlay.
  var specimen: Specimen<OverlaySubject> {
    Specimen("overlay.\(id)", summary, of: .nodes()) { try build($0.nodes, $0.seed).subject }
  }
}

extension BuiltOverlay {
  /// The network as laws see it.
  var subject: OverlaySubject { Self.subject(overlay) }

  private static func subject(_ overlay: some Overlay) -> OverlaySubject { OverlaySubject(overlay) }
}
