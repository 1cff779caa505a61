internal import CGMP

extension BigInt {
  /// The non-negative integer with these bytes, most significant first. No bytes make zero; leading zeros are ignored.
  public init(magnitudeBytes bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    self.init { result in
      __gmpz_import(result, bytes.count, 1, 1, 0, 0, bytes)
    }
  }

  /// The bytes of the absolute value, most significant first and as few as there are: none for zero.
  public var magnitudeBytes: [UInt8] {
    withGMP { value in
      [UInt8](unsafeUninitializedCapacity: (bitLength + 7) / 8) { bytes, count in
        __gmpz_export(bytes.baseAddress, &count, 1, 1, 0, 0, value)
      }
    }
  }

  /// The integer with these bytes of two's complement, most significant first. No bytes make zero.
  public init(twosComplementBytes bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    if let first = bytes.first, first >= 0x80 {
      self = ~BigInt(magnitudeBytes: bytes.map(~))
    } else {
      self.init(magnitudeBytes: bytes)
    }
  }

  /// The value in two's complement, most significant byte first and as few as hold the sign too: one for zero.
  public var twosComplementBytes: [UInt8] {
    let isNegative = signum() < 0
    let magnitude = (isNegative ? ~self : self).magnitudeBytes
    let holdsSign = magnitude.first.map { $0 < 0x80 } ?? false
    let bytes = holdsSign ? magnitude : [0] + magnitude
    return isNegative ? bytes.map(~) : bytes
  }
}
