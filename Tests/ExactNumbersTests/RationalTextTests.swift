import ExactNumbers
import Foundation
import Testing

@Suite struct RationalTextTests {
  @Test func textRoundTrips() throws {
    var samples = Samples()
    let values = (0..<500).map { _ in samples.rational() }
    for value in values {
      #expect(Rational(value.description) == value, "\(value)")
      #expect(value.description == "\(value.numerator)/\(value.denominator)")
    }
    let data = try JSONEncoder().encode(values)
    #expect(try JSONDecoder().decode([Rational].self, from: data) == values)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([Rational].self, from: Data(#"["1/0"]"#.utf8)) }
  }

  @Test func vectors() {
    #expect(
      Rational(5).description == "5/1" && Rational(-2, 4).description == "-1/2" && Rational(0).description == "0/1")
    #expect(Rational("6/4") == Rational(3, 2) && Rational("-12") == -12 && Rational("0/9") == 0)
  }

  @Test(arguments: ["", "/", "1/", "/2", "1/0", "1/-2", "1/2/3", "1 /2", "0.5", "a/b", "-/1"])
  func otherTextIsRefused(text: String) {
    #expect(Rational(text) == nil)
  }

  @Test func decimalVectors() {
    #expect(Rational(1, 3).decimal(digits: 5) == "0.33333" && Rational(2, 3).decimal(digits: 5) == "0.66667")
    #expect(Rational(5, 2).decimal(digits: 0) == "2" && Rational(7, 2).decimal(digits: 0) == "4")
    #expect(Rational(1, 8).decimal(digits: 2) == "0.12" && Rational(3, 8).decimal(digits: 2) == "0.38")
    #expect(Rational(-1, 8).decimal(digits: 2) == "-0.12" && Rational(-5, 2).decimal(digits: 0) == "-2")
    #expect(Rational(-1, 1000).decimal(digits: 2) == "0.00" && Rational(0).decimal(digits: 3) == "0.000")
    #expect(Rational(3).decimal(digits: 2) == "3.00" && Rational(-1, 20).decimal(digits: 3) == "-0.050")
    #expect(Rational(1, 7).decimal(digits: 30) == "0.142857142857142857142857142857")
    #expect(Rational(999, 1000).decimal(digits: 2) == "1.00")
    #expect(Rational(BigInt(10).power(30) + 1, 10).decimal(digits: 1) == "100000000000000000000000000000.1")
  }

  @Test func decimalsAreWithinHalfADigit() {
    var samples = Samples()
    for _ in 0..<1000 {
      let value = samples.rational()
      let digits = Int.random(in: 0...40, using: &samples.generator)
      let text = value.decimal(digits: digits)
      let unit = Rational(1, BigInt(10).power(digits))
      let read = BigInt(text.filter { $0 != "." }).map { Rational($0) * unit }
      #expect(read.map { ($0 - value).magnitude <= unit / 2 } == true, "\(value) to \(digits) digits: \(text)")
      #expect(text.split(separator: ".").count == (digits == 0 ? 1 : 2), "\(text)")
      #expect(digits == 0 || text.split(separator: ".")[1].count == digits, "\(text)")
    }
  }
}
