import CanonicalEncoding

/// How often a ring's peer does what.
public struct RingSchedule: Hashable, Canonical {
  /// Entries of a successor list: r, 1...1024.
  public var listLength = 8
  /// Nanoseconds between two questions to the successor; this and the others from 1 to those of a year.
  public var stabilisation: Int64 = 5_000_000_000
  /// Nanoseconds between two long links that are looked up again.
  public var linkRepair: Int64 = 5_000_000_000
  /// Nanoseconds after which a question is taken for unanswered: longer than round trips, but for those that are much
  /// delayed.
  public var patience: Int64 = 2_000_000_000
  /// Peers that have an object, its owner among them: r, 1...16.
  public var replicas: UInt8 = 3

  /// At how many moments of their intervals peers may begin, at least 1.
  package var moments: UInt8 = 16

  /// Lists of 8, five seconds, two seconds, three replicas.
  public init() {}

  /// Appends all.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(listLength)
    bytes.write(stabilisation)
    bytes.write(linkRepair)
    bytes.write(patience)
    bytes.write(replicas)
    bytes.write(moments)
  }

  /// Reads a schedule.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    listLength = try bytes.read()
    stabilisation = try bytes.read()
    linkRepair = try bytes.read()
    patience = try bytes.read()
    replicas = try bytes.read()
    moments = try bytes.read()
    guard isPossible else {
      throw MalformedBytes(offset: offset, expected: Self.demand)
    }
  }

  /// What a schedule must be.
  static let demand = "a schedule: a list of 1 to 1024 entries, durations up to a year, 1 to 16 replicas"

  /// Whether time passes between what is done, and lists have a length that messages can carry.
  var isPossible: Bool {
    (1...1_024).contains(listLength) && (1...16).contains(replicas) && moments > 0
      && [stabilisation, linkRepair, patience].areDurations
  }
}
