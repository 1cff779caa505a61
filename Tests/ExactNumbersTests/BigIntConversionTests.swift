import ExactNumbers
import Testing

@Suite struct BigIntConversionTests {
  private func roundTrips<T: FixedWidthInteger>(_ type: T.Type) {
    var samples = Samples()
    let (least, greatest) = (BigInt(T.min), BigInt(T.max))
    for value in [T.min, T.min + 1, 0, 1, T.max - 1, T.max] {
      #expect(T(exactly: BigInt(value)) == value && BigInt(value).description == value.description)
      #expect(BigInt(exactly: value) == BigInt(value) && BigInt(value).isCanonical)
    }
    #expect(T(exactly: least - 1) == nil && T(exactly: greatest + 1) == nil)
    #expect(T(exactly: BigInt(1) << 300) == nil && T(exactly: -BigInt(1) << 300) == nil)
    for _ in 0..<500 {
      let value = samples.integer()
      #expect(T(exactly: value).map { BigInt($0) } == (least <= value && value <= greatest ? value : nil), "\(value)")
      let pattern = T(truncatingIfNeeded: UInt128(samples.generator.next()) << 64 | UInt128(samples.generator.next()))
      #expect(T(exactly: BigInt(pattern)) == pattern && BigInt(pattern).description == pattern.description)
    }
  }

  @Test func integersOfEveryWidth() {
    roundTrips(Int8.self)
    roundTrips(UInt8.self)
    roundTrips(Int32.self)
    roundTrips(Int.self)
    roundTrips(UInt.self)
    roundTrips(UInt64.self)
    roundTrips(Int128.self)
    roundTrips(UInt128.self)
  }

  @Test func literals() {
    #expect((9223372036854775807 as BigInt).description == "9223372036854775807")
    #expect((9223372036854775808 as BigInt).description == "9223372036854775808")
    #expect((-9223372036854775808 as BigInt).description == "-9223372036854775808")
    #expect((-9223372036854775809 as BigInt).description == "-9223372036854775809")
    #expect((18446744073709551615 as BigInt).description == "18446744073709551615")
    #expect((0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff as BigInt) == BigInt(UInt128.max))
    #expect((-0x8000_0000_0000_0000_0000_0000_0000_0000 as BigInt) == BigInt(Int128.min))
    #expect(
      (100000000000000000000000000000000000000000000000000000000000 as BigInt).description == "1"
        + String(repeating: "0", count: 59))
  }

  @Test func bytes() {
    var samples = Samples()
    for _ in 0..<2000 {
      let value = samples.integer()
      #expect(BigInt(magnitudeBytes: value.magnitudeBytes) == value.magnitude, "\(value)")
      #expect(value.magnitudeBytes.count == (value.bitLength + 7) / 8, "\(value)")
      let twos = value.twosComplementBytes
      #expect(BigInt(twosComplementBytes: twos) == value && (twos[0] >= 0x80) == (value < 0), "\(value)")
      #expect(BigInt(twosComplementBytes: [value < 0 ? 0xff : 0] + twos) == value, "\(value)")
      if twos.count > 1 { #expect(BigInt(twosComplementBytes: twos.dropFirst()) != value, "\(value)") }
      let bytes = samples.bytes(samples.word() & 31)
      #expect(BigInt(magnitudeBytes: bytes) == bytes.reduce(0) { $0 << 8 | BigInt($1) }, "\(bytes)")
    }
  }

  @Test func byteVectors() {
    #expect((0 as BigInt).magnitudeBytes == [] && (0 as BigInt).twosComplementBytes == [0])
    #expect(BigInt(magnitudeBytes: []) == 0 && BigInt(twosComplementBytes: []) == 0)
    #expect((255 as BigInt).twosComplementBytes == [0, 255] && (-256 as BigInt).twosComplementBytes == [255, 0])
    #expect((-1 as BigInt).twosComplementBytes == [255] && (-128 as BigInt).twosComplementBytes == [128])
    let value = -(BigInt(1) << 130 + 12345)
    #expect(value.twosComplementBytes == [0xfb] + Array(repeating: 0xff, count: 14) + [0xcf, 0xc7])
    #expect(value.magnitudeBytes == [4] + Array(repeating: 0, count: 14) + [0x30, 0x39])
  }
}
