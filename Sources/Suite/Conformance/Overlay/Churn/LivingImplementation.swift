import Foundation
import Overlays
import Randomness

/// A living overlay as the comparison under churn sees it.
///
/// One's own joins the table by conforming its peers to `OverlayPeer` and being wrapped in one of these; nothing else is needed.
public struct LivingImplementation: Sendable {
  /// The stable name in tables, that of the static overlay.
  public let id: String

  /// A bound on the messages of a join that the overlay's source claims, for a number of nodes, and its formula; nil if it names none.
  public let claimedJoin: JoinBound?

  let measure:
    @Sendable (ChurnComparison, Seed, () -> Bool, (String) -> Void) throws(InterruptedComparison) -> ChurnMeasurement

  /// A bound on messages.
  public struct JoinBound: Sendable {
    /// The formula as one would write it.
    public let formula: String
    /// Its value for a number of nodes.
    public let messages: @Sendable (Double) -> Double

    /// A bound.
    public init(formula: String, messages: @escaping @Sendable (Double) -> Double) {
      self.formula = formula
      self.messages = messages
    }
  }

  /// Wraps the peers of an overlay.
  public init<Peer: OverlayPeer>(_ id: String, _ type: Peer.Type, claimedJoin: JoinBound? = nil) {
    self.id = id
    self.claimedJoin = claimedJoin
    measure = { comparison, seed, isInterrupted, progress throws(InterruptedComparison) in
      try ChurnMeasurement(of: type, comparison, seed: seed, isInterrupted: isInterrupted, progress: progress)
    }
  }

  /// The nine standard ones, in the order of the tables.
  public static let standard = [
    LivingImplementation(
      "fissione", FissionEPeer.self, claimedJoin: JoinBound(formula: "3 log2 N") { 3 * log2($0) }),
    LivingImplementation("dlg", DLGPeer.self),
    LivingImplementation("chord", ChordPeer.self),
    LivingImplementation("can", CANPeer.self),
    LivingImplementation("pastry", PastryPeer.self),
    LivingImplementation("kademlia", KademliaPeer.self),
    LivingImplementation("koorde", KoordePeer.self),
    LivingImplementation("d2b", D2BPeer.self),
    LivingImplementation("viceroy", ViceroyPeer.self),
  ]
}
