import Foundation

/// Samples as a database keeps them: eight bytes each, least significant first, exactly the double.
enum SampleBytes {
  static func encoded(_ values: [Double]) -> Data {
    values.map(\.bitPattern.littleEndian).withUnsafeBytes { Data($0) }
  }

  static func decoded(_ bytes: Data) throws -> [Double] {
    guard bytes.count.isMultiple(of: 8) else { throw UnreadableRow("\(bytes.count) bytes are no samples") }
    return bytes.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 8).map { offset in
        Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      }
    }
  }
}
