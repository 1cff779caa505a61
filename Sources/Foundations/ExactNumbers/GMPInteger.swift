internal import CGMP

/// The heap side of a ``BigInt``: a GMP integer too large for a machine word.
///
/// Unchecked: the limbs are written only during construction and by a `BigInt` that has made sure that it is the sole
/// owner, so tasks that share an object only read it.
@usableFromInline
final class GMPInteger: @unchecked Sendable {
  var value: __mpz_struct

  /// Takes over the limbs of `value`.
  init(taking value: __mpz_struct) {
    self.value = value
  }

  deinit {
    __gmpz_clear(&value)
  }

  /// -1 or 1: zero is never large.
  @usableFromInline
  var signum: Int {
    Int(value._mp_size.signum())
  }

  /// The number of limbs of the magnitude.
  @usableFromInline
  var limbCount: Int {
    Int(value._mp_size.magnitude)
  }

  /// The limb of the magnitude with weight 2^(64 `index`).
  @usableFromInline
  func limb(at index: Int) -> UInt {
    value._mp_d[index]
  }
}

typealias GMPUnary = (mpz_ptr?, mpz_srcptr?) -> Void
typealias GMPBinary = (mpz_ptr?, mpz_srcptr?, mpz_srcptr?) -> Void

extension BigInt {
  /// The value that `compute` leaves in a fresh GMP integer.
  init(_ compute: (mpz_ptr) -> Void) {
    var result = __mpz_struct()
    __gmpz_init(&result)
    compute(&result)
    self.init(taking: result)
  }

  /// Takes over the limbs of `value`, as a word if it fits one.
  init(taking value: __mpz_struct) {
    var value = value
    if __gmpz_fits_slong_p(&value) != 0 {
      self.init(small: __gmpz_get_si(&value))
      __gmpz_clear(&value)
    } else {
      self.init(large: GMPInteger(taking: value))
    }
  }

  private init(large integer: GMPInteger) {
    representation = .large(integer)
  }

  /// Calls `body` with the value as GMP reads it. A word becomes a limb on the stack.
  func withGMP<Result>(_ body: (mpz_srcptr) -> Result) -> Result {
    switch representation {
    case .small(let word):
      var limb = word.magnitude
      return withUnsafeMutablePointer(to: &limb) { limb in
        var view = __mpz_struct(_mp_alloc: 1, _mp_size: Int32(word.signum()), _mp_d: limb)
        return body(&view)
      }
    case .large(let integer):
      return withExtendedLifetime(integer) {
        var view = integer.value
        return body(&view)
      }
    }
  }

  func applying(_ operation: GMPUnary) -> BigInt {
    withGMP { operand in BigInt { operation($0, operand) } }
  }

  func combined(with other: BigInt, by operation: GMPBinary) -> BigInt {
    withGMP { left in
      other.withGMP { right in
        BigInt { operation($0, left, right) }
      }
    }
  }

  /// Replaces the value by its combination with `other`, in the limbs it has if nobody else reads them.
  mutating func combine(with other: BigInt, by operation: GMPBinary) {
    guard case .large(var integer) = representation else {
      self = combined(with: other, by: operation)
      return
    }
    representation = .small(0)
    guard isKnownUniquelyReferenced(&integer) else {
      representation = .large(integer)
      self = combined(with: other, by: operation)
      return
    }
    other.withGMP { other in
      withUnsafeMutablePointer(to: &integer.value) { operation($0, $0, other) }
    }
    if __gmpz_fits_slong_p(&integer.value) != 0 {
      representation = .small(__gmpz_get_si(&integer.value))
    } else {
      representation = .large(integer)
    }
  }

  /// Whether the representation is the only one the value may have.
  package var isCanonical: Bool {
    guard case .large = representation else { return true }
    return withGMP { __gmpz_fits_slong_p($0) == 0 }
  }
}
