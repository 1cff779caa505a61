/// An integer of any size, with value semantics.
///
/// A value that fits a machine word is one, and never touches the heap; any other lives in a GMP integer that copies
/// share and that only a sole owner changes. The split is canonical (what fits a word is never large), so equality
/// and hashing need not look across it.
///
/// Arithmetic on words is constant time. On n-bit values addition, comparison and bitwise operations are linear in n;
/// multiplication, division and text are those of GMP, which no size makes quadratic. Results are limited to
/// 2^37 bits; going beyond, like dividing by zero, is a programmer's error and stops the program.
@frozen
public struct BigInt: Sendable {
  @frozen
  @usableFromInline
  enum Representation: Sendable {
    case small(Int)
    case large(GMPInteger)
  }

  @usableFromInline
  var representation: Representation

  @inlinable
  init(small word: Int) {
    representation = .small(word)
  }

  /// The value as a machine word, nil when it is too large for one.
  @inlinable
  var word: Int? {
    guard case .small(let word) = representation else { return nil }
    return word
  }
}

extension BigInt {
  /// -1, 0 or 1 as the value is negative, zero or positive.
  @inlinable
  public func signum() -> Int {
    switch representation {
    case .small(let word): word.signum()
    case .large(let integer): integer.signum
    }
  }

  /// Whether 2 divides the value. Constant time.
  @inlinable
  public var isEven: Bool {
    switch representation {
    case .small(let word): word & 1 == 0
    case .large(let integer): integer.limb(at: 0) & 1 == 0
    }
  }
}
