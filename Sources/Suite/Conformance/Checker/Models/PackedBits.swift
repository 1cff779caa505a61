/// Numbers in a word, for states that are packed by hand.
extension UInt64 {
  /// The number in `width` bits from bit `low` on.
  @inline(__always)
  subscript(at low: Int, width width: Int) -> Int {
    get { Int(truncatingIfNeeded: self &>> UInt64(low) & (1 &<< UInt64(width) &- 1)) }
    set {
      let mask: UInt64 = (1 &<< UInt64(width) &- 1) &<< UInt64(low)
      self = self & ~mask | UInt64(truncatingIfNeeded: newValue) &<< UInt64(low) & mask
    }
  }

  /// Whether bit `place` is set.
  @inline(__always)
  subscript(bit place: Int) -> Bool {
    get { self &>> UInt64(place) & 1 == 1 }
    set { self = self & ~(1 &<< UInt64(place)) | (newValue ? 1 : 0) &<< UInt64(place) }
  }
}
