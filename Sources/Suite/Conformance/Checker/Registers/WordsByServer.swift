import ModelChecking
import Participants

/// A word for some of at most eight servers: a dictionary that is plain bits.
public struct WordsByServer: Hashable, Sendable, BitwiseCopyable {
  /// The servers that have a word.
  @usableFromInline var bits: UInt8 = 0

  /// The words by address, 0 where there is none.
  @usableFromInline var words = SIMD8<UInt32>()

  /// No words.
  @inlinable public init() {}

  /// The servers that have a word.
  @inlinable public var servers: AddressSet { AddressSet(bits: UInt64(bits)) }

  /// The number of words.
  @inlinable public var count: Int { bits.nonzeroBitCount }

  /// The word of a server, below address 8; nil if it has none.
  @inlinable public subscript(server: Address) -> UInt32? {
    get { bits &>> UInt8(server.number) & 1 == 1 ? words[server.index] : nil }
    set {
      precondition(server.number < 8, "there is room for eight servers")
      words[server.index] = newValue ?? 0
      bits = bits & ~(1 &<< UInt8(server.number)) | (newValue == nil ? 0 : 1 &<< UInt8(server.number))
    }
  }
}
