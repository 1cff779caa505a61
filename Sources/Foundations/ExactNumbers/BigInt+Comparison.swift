internal import CGMP

extension BigInt: Hashable {
  /// Whether the values are equal.
  @inlinable
  public static func == (left: BigInt, right: BigInt) -> Bool {
    switch (left.representation, right.representation) {
    case (.small(let left), .small(let right)): left == right
    case (.large, .large): left.compare(to: right) == 0
    default: false
    }
  }

  /// Feeds the value to `hasher`. The hash differs between runs of a program.
  @inlinable
  public func hash(into hasher: inout Hasher) {
    switch representation {
    case .small(let word): hasher.combine(word)
    case .large(let integer): integer.hash(into: &hasher)
    }
  }
}

extension BigInt: Comparable {
  /// Whether `left` comes first in the order of the integers.
  @inlinable
  public static func < (left: BigInt, right: BigInt) -> Bool {
    switch (left.representation, right.representation) {
    case (.small(let left), .small(let right)): left < right
    // What does not fit a word lies beyond every word, on the side that its sign says.
    case (.small, .large(let right)): right.signum > 0
    case (.large(let left), .small): left.signum < 0
    case (.large, .large): left.compare(to: right) < 0
    }
  }

  @usableFromInline
  func compare(to other: BigInt) -> Int {
    withGMP { left in
      other.withGMP { right in Int(__gmpz_cmp(left, right)) }
    }
  }
}

extension GMPInteger {
  @usableFromInline
  func hash(into hasher: inout Hasher) {
    hasher.combine(signum)
    hasher.combine(bytes: UnsafeRawBufferPointer(UnsafeBufferPointer(start: value._mp_d, count: limbCount)))
  }
}

extension BigInt: Strideable {
  /// `other - self`.
  @inlinable
  public func distance(to other: BigInt) -> BigInt {
    other - self
  }

  /// `self + distance`.
  @inlinable
  public func advanced(by distance: BigInt) -> BigInt {
    self + distance
  }
}
