/// One of the forms in which the value of an attribute comes before a matcher, which knows only 64-bit integers.
///
/// A pair of an attribute and an aspect is a *dimension*: what a matcher takes for an attribute. A subscription's
/// condition on one attribute becomes a range of keys in just one dimension; an event gives a key in each dimension of
/// its attributes that some subscription uses. Keys keep the order of values but may take several values together;
/// where that matters, the subscription itself is asked (``EventTraits``).
///
/// Our own design.
enum Aspect: Int, CaseIterable, Sendable {
  /// Numbers of attributes that are declared integers: the number.
  case integer
  /// Numbers compared with integers: twice the integer, or for a number between two integers the odd key between
  /// theirs. Exact for all fractions, so that neither `x > 5` nor `x <= 5` has to look at a value again, and dense and
  /// small where the integers are.
  case step
  /// Numbers compared with fractions or with numbers beyond 64 bits: the bits of the largest double that is not above
  /// the number, in order. Exact except among the integers beyond 2^53 that are not doubles.
  case real
  /// Texts compared for equality: the number under which the attribute's table keeps the text. Other texts have no key.
  case symbol
  /// Texts compared by order or prefix: the first eight bytes, in order.
  case text
  /// 0 and 1.
  case boolean
  /// Attributes that need only be there: 0.
  case presence
}

extension Aspect {
  /// The key among the integers and the gaps between them; numbers whose key would not fit have the first or the last.
  static func stepKey(_ number: ExactNumber) -> Int64 {
    switch number {
    case .integer(let integer): integer >= 1 << 62 ? .max : integer < -(1 << 62) ? .min : integer * 2
    case .double(let double): double >= 0x1p62 ? .max : double < -0x1p62 ? .min : Int64(double.rounded(.down)) * 2 + 1
    }
  }

  /// The key of the largest double that is not above the number, and whether that is the number itself.
  static func realKey(_ number: ExactNumber) -> (key: Int64, isExact: Bool) {
    let (double, isExact) =
      switch number {
      case .integer(let integer): floor(integer)
      case .double(let double): (double, true)
      }
    let bits = Int64(bitPattern: double.bitPattern)
    // The magnitudes of negative numbers ascend with their bits.
    return (bits >= 0 ? bits : bits ^ .max, isExact)
  }

  private static func floor(_ integer: Int64) -> (Double, isExact: Bool) {
    let nearest = Double(integer)
    switch ExactNumber.order(integer, nearest) {
    case 0: return (nearest, true)
    case 1: return (nearest, false)
    default: return (nearest.nextDown, false)
    }
  }

  /// The key of a text: its first eight bytes, missing ones being 0.
  static func textKey(_ text: OctetString) -> Int64 { textKey(text, filler: 0) }

  /// The last key of texts that begin with this one.
  static func lastTextKey(prefix: OctetString) -> Int64 { textKey(prefix, filler: 0xFF) }

  private static func textKey(_ text: OctetString, filler: UInt8) -> Int64 {
    var key: UInt64 = 0
    var missing = 8
    for byte in text.string.utf8.prefix(8) {
      key = key << 8 | UInt64(byte)
      missing -= 1
    }
    for _ in 0..<missing { key = key << 8 | UInt64(filler) }
    return Int64(bitPattern: key ^ 1 << 63)
  }
}
