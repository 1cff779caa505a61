import PropertyTesting
import Testing

@Suite("Choice strings")
struct ChoiceStringTests {
  @Test("what is written is read again")
  func roundTrip() {
    let report = PropertyCheck("test", .array(of: .integer(in: UInt64.min...UInt64.max))) { values, _ in
      try expect(ChoiceString("\(ChoiceString(values))")?.values == values, "\(ChoiceString(values))")
    }.run()
    #expect(report.isGood)
    #expect("\(ChoiceString([1, 900, 0, 0, 0, 0, 0, 7, 7]))" == "c1:1.p0.0*5.7.7")
    #expect(ChoiceString("c1:")?.values == [])
  }

  @Test(
    "what is no choice string is refused",
    arguments: [
      "", "c1", "c2:1", "1.2", "c1:1..2", "c1:.", "c1:1*", "c1:*3", "c1:1*0", "c1:1*-1", "c1:1*2*3", "c1:A", "c1: 1",
      "c1:3w5e11264sgsg", "c1:1*18446744073709551616", "c1:0*99999999999", "c1:0*1048576.0", "c1:-1", "c1:+1",
    ])
  func refused(text: String) {
    #expect(ChoiceString(text) == nil)
  }
}
