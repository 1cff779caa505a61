import CanonicalEncoding
import Participants

/// An object that somebody stores, and that has not all its copies yet.
struct PendingStore: Hashable, Canonical {
  let key: UInt64
  let asker: Address
  /// The asker's name for its question.
  let token: UInt32
  let hops: UInt16
  /// Copies that are missing.
  var missing: UInt8

  init(_ key: UInt64, asker: Address, token: UInt32, hops: UInt16, missing: UInt8) {
    self.key = key
    self.asker = asker
    self.token = token
    self.hops = hops
    self.missing = missing
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(key)
    bytes.write(asker)
    bytes.write(token)
    bytes.write(hops)
    bytes.write(missing)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    key = try bytes.read()
    asker = try bytes.read()
    token = try bytes.read()
    hops = try bytes.read()
    missing = try bytes.read()
  }
}
