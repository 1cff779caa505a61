/// Points of the torus of CAN: 60 bits, dealt out to the dimensions in turn, the highest first.
///
/// Zones halve by one dimension after the other, so that a zone is a prefix of the points in it, and all zones are a complete prefix code.
/// In each dimension a coordinate has 60 / D bits.
@usableFromInline
struct TorusPoint {
  /// Bits of a point: 2, 3, 4 and 5 divide it.
  @usableFromInline static var bits: Int { 60 }

  /// What the paths of a code over B(2,1) have more, at their ends.
  @usableFromInline static var spareBits: UInt64 { 3 }

  /// Coordinates of a point; the rest is zero.
  @inlinable
  static func coordinates(of point: UInt64, dimensions: Int) -> SIMD8<UInt32> {
    var coordinates = SIMD8<UInt32>()
    var dimension = 0
    for bit in stride(from: bits &- 1, through: 0, by: -1) {
      coordinates[dimension] = coordinates[dimension] &<< 1 | UInt32(truncatingIfNeeded: point &>> UInt64(bit) & 1)
      dimension = dimension &+ 1 == dimensions ? 0 : dimension &+ 1
    }
    return coordinates
  }

  /// How many of the first `length` bits of a point belong to a dimension.
  static func bits(of dimension: Int, in length: Int, dimensions: Int) -> Int {
    (length - dimension + dimensions - 1) / dimensions
  }

  /// The two zones of the same shape as that of `length` bits at `point`, next to it in a dimension; none where the zone goes round the torus.
  static func beside(_ point: UInt64, length: Int, in dimension: Int, dimensions: Int) -> [UInt64] {
    let used = bits(of: dimension, in: length, dimensions: dimensions)
    guard used > 0 else { return [] }
    var mask: UInt64 = 0
    for bit in stride(from: dimension, to: bits, by: dimensions) { mask |= 1 << UInt64(bits - 1 - bit) }
    let side: UInt64 = 1 << UInt64(bits - 1 - dimension - (used - 1) * dimensions)
    // Carries pass over the bits of the other dimensions when these are all ones, or all zeros.
    let (after, before) = ((point | ~mask) &+ side, (point & mask) &- side)
    return [after, before].map { $0 & mask | point & ~mask }
  }
}
