import CNettle
import ExactNumbers

/// KautzHash, the naming function of FissionE: arbitrary bytes to a Kautz string.
///
/// SHA-1 digests of the key followed by a counter are laid end to end and read as one integer, which is written in
/// base d + 1; runs of equal digits collapse to one. Collapsing the runs of uniform digits leaves a uniform Kautz
/// string. The construction follows a public third-party port of FissionE; the encoding of the counter (decimal
/// digits, from 0) and the choice of digits (see `digits`) are ours, since the paper's text is not public.
public enum KautzHash {
  /// The length of a FissionE object identifier, in symbols.
  public static let objectLength = 100

  /// The base-2 object identifier of `key`, ``objectLength`` symbols long.
  public static func object(_ key: some Sequence<UInt8>) -> KautzString {
    guard let string = KautzString(symbols: symbols(of: key, base: 2, length: objectLength)) else {
      preconditionFailure("collapsed digits form a Kautz string")
    }
    return string
  }

  /// The identifier of `key` in any base and length.
  public static func identifier(of key: some Sequence<UInt8>, base: Int, length: Int) -> ExactKautzString {
    precondition(base >= 1 && length >= 1, "a Kautz string has base 1 or more and a symbol or more")
    guard let string = ExactKautzString(base: base, symbols: symbols(of: key, base: base, length: length)) else {
      preconditionFailure("collapsed digits form a Kautz string")
    }
    return string
  }

  /// Digits of the growing digest, most significant first, runs collapsed, until `length` are left.
  private static func symbols(of key: some Sequence<UInt8>, base: Int, length: Int) -> [Int] {
    let key = Array(key)
    var digest: [UInt8] = []
    var counter = 0
    while true {
      digest += sha1(key + Array(String(counter).utf8))
      counter += 1
      let symbols = collapsed(digits(of: digest, base: base + 1))
      if symbols.count >= length { return Array(symbols.prefix(length)) }
    }
  }

  /// The digits, most significant first, of the big-endian bytes as an integer, without those that its top 64 bits
  /// decide.
  ///
  /// The leading digits of a power of two's range are far from uniform in another base (the very first is never 0
  /// when a number is written without padding, which would leave a third of the peers without objects). Those kept
  /// deviate from uniform by less than 2^-64.
  private static func digits(of bytes: [UInt8], base: Int) -> [Int] {
    var value = bytes.reduce(BigInt(0)) { $0 << 8 | BigInt($1) }
    var range = BigInt(1) << (8 * bytes.count)
    var lowestFirst: [Int] = []
    while range >> 64 >= BigInt(base) {
      let (quotient, remainder) = value.quotientAndRemainder(dividingBy: BigInt(base))
      lowestFirst.append(Int(exactly: remainder) ?? 0)
      value = quotient
      range = range / BigInt(base)
    }
    return lowestFirst.reversed()
  }

  private static func collapsed(_ digits: [Int]) -> [Int] {
    var result: [Int] = []
    for digit in digits where digit != result.last { result.append(digit) }
    return result
  }

  private static func sha1(_ bytes: [UInt8]) -> [UInt8] {
    var context = sha1_ctx()
    var digest = [UInt8](repeating: 0, count: Int(SHA1_DIGEST_SIZE))
    nettle_sha1_init(&context)
    nettle_sha1_update(&context, bytes.count, bytes)
    nettle_sha1_digest(&context, digest.count, &digest)
    return digest
  }
}
