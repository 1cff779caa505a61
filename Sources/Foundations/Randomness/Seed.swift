/// A seed that names further seeds: one number from the command line, any number of independent streams.
///
/// Every part of an experiment asks for its own stream by label, so that a change in how many numbers one part draws
/// leaves all the others as they were:
///
///     let seed = Seed(7)
///     var placement = seed.stream("placement")
///     var keys = seed.stream("keys", node)
///
/// Derivation is a fixed function of the seed, the UTF-8 bytes of the label and the index. Under one seed and label,
/// different indices give different seeds, always; different labels collide with probability 2^-64.
@frozen
public struct Seed: Hashable, Sendable {
  /// The number itself, as printed in results.
  public let value: UInt64

  /// The seed with this number; any number will do.
  @inlinable
  public init(_ value: UInt64) {
    self.value = value
  }

  /// The seed of the part named `label`, or of its member number `index`.
  ///
  /// Labels are compared as UTF-8 bytes: two spellings of an accented letter are two labels. Plain ASCII is safest.
  public func child(_ label: String, _ index: UInt64 = 0) -> Seed {
    var digest = SplitMix64.mixed(value)
    var chunk: UInt64 = 0
    var length: UInt64 = 0
    for byte in label.utf8 {
      chunk = chunk << 8 | UInt64(byte)
      length += 1
      if length.isMultiple(of: 8) {
        digest = Self.absorbed(chunk, into: digest)
        chunk = 0
      }
    }
    digest = Self.absorbed(chunk, into: digest)
    // The length tells a short last chunk from one with leading zero bytes.
    digest = Self.absorbed(length, into: digest)
    return Seed(Self.absorbed(index, into: digest))
  }

  /// The generator of the part named `label`, or of its member number `index`.
  public func stream(_ label: String, _ index: UInt64 = 0) -> Xoshiro256StarStar {
    Xoshiro256StarStar(seed: child(label, index).value)
  }

  /// One step of the derivation: a bijection in either argument while the other stays.
  private static func absorbed(_ word: UInt64, into digest: UInt64) -> UInt64 {
    SplitMix64.mixed((digest ^ word) &+ SplitMix64.gamma)
  }
}

extension Seed: ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// `let seed: Seed = 7`.
  public init(integerLiteral value: UInt64) {
    self.init(value)
  }

  /// The number in decimal.
  public var description: String { String(value) }
}
