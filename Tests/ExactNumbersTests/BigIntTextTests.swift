import ExactNumbers
import Foundation
import Testing

@Suite struct BigIntTextTests {
  @Test func everyRadixRoundTrips() {
    var samples = Samples()
    for _ in 0..<100 {
      let value = samples.integer()
      for radix in 2...36 {
        let text = String(value, radix: radix)
        #expect(BigInt(text, radix: radix) == value, "\(text) in base \(radix)")
        #expect(String(value, radix: radix, uppercase: true) == text.uppercased(), "\(text) in base \(radix)")
        #expect(BigInt(text.uppercased(), radix: radix) == value, "\(text) in base \(radix)")
        let digits = text.drop { $0 == "-" }
        let horner = digits.reduce(0 as BigInt) { $0 * BigInt(radix) + BigInt($1.hexDigitValue ?? letterValue($1)) }
        #expect(horner == value.magnitude, "\(text) in base \(radix)")
      }
    }
  }

  private func letterValue(_ letter: Character) -> Int {
    Int(letter.asciiValue ?? 0) - Int(UInt8(ascii: "a")) + 10
  }

  @Test func shortIntegersReadAsSwiftWritesThem() {
    var samples = Samples()
    for _ in 0..<1000 {
      let word = samples.word()
      let wide = Int128(word) &* Int128(samples.word())
      #expect(BigInt(word).description == word.description && BigInt(wide).description == wide.description)
      #expect(BigInt(wide.description) == BigInt(wide) && String(BigInt(wide), radix: 36) == String(wide, radix: 36))
    }
  }

  @Test func vectors() {
    let power = BigInt(3).power(100)
    #expect(String(power, radix: 3) == "1" + String(repeating: "0", count: 100))
    #expect(String(power, radix: 7) == "230231613340145623403214021055230445262243332056242021334")
    #expect(String(power, radix: 16) == "5a4653ca673768565b41f775d6947d55cf3813d1")
    #expect(String(-power, radix: 36, uppercase: true) == "-AJMFWC7PEP3ZSS2FWKM9ZM45PD86W29")
    #expect(BigInt("ff", radix: 16) == 255 && BigInt("-Zz", radix: 36) == -1295 && BigInt("+007") == 7)
    #expect(BigInt("+0000000000000000000000000000000000012") == 12)
    #expect(BigInt("-000000000000000000009223372036854775808") == BigInt(Int.min))
    #expect(BigInt("123456789012345678901234567890".dropFirst(10)) == 12345678901234567890)
  }

  @Test(arguments: [
    "", "+", "-", "--1", "+-1", " 1", "1 ", "1_000", "0x10", "1.0", "1e3", "\u{0}", "１２", "12a",
    "1234567890123456789012345 67890", " 123456789012345678901234567890", "123456789012345678901234567890\u{0}",
    "12345678901234567890123456789a", "--123456789012345678901234567890", "-+123456789012345678901234567890",
  ])
  func otherTextIsRefused(text: String) {
    #expect(BigInt(text) == nil)
  }

  @Test func codesAsText() throws {
    var samples = Samples()
    let values = (0..<100).map { _ in samples.integer() }
    let data = try JSONEncoder().encode(values)
    #expect(try JSONDecoder().decode([BigInt].self, from: data) == values)
    #expect(
      String(decoding: try JSONEncoder().encode([BigInt(1) << 64]), as: UTF8.self) == #"["18446744073709551616"]"#)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([BigInt].self, from: Data(#"["1x"]"#.utf8)) }
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([BigInt].self, from: Data("[1]".utf8)) }
  }
}
