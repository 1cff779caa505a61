import PropertyExpectations
import PropertyTesting
import Randomness
import Testing

@Suite("The variables of a test run")
struct PropertyEnvironmentTests {
  private func read(_ variables: [String: String]) throws(PropertyEnvironment.Malformed) -> PropertyEnvironment {
    try PropertyEnvironment(variables) { 99 }
  }

  @Test("nothing is set")
  func defaults() throws {
    let environment = try read(["HOME": "/"])
    #expect(environment.cases == nil && environment.seed == nil && environment.choices == nil)
    #expect(environment.failures == FailureFolder(path: ".ivce/failures"))
  }

  @Test("everything is set")
  func all() throws {
    let environment = try read([
      "IVCE_CASES": "5", "IVCE_SEED": "18446744073709551615", "IVCE_CHOICES": "c1:0*7.z", "IVCE_FAILURES": "a/b",
    ])
    #expect(environment.cases == 5)
    #expect(environment.seed == Seed(.max))
    #expect(environment.choices?.values == [0, 0, 0, 0, 0, 0, 0, 35])
    #expect(environment.failures == FailureFolder(path: "a/b"))
    #expect(try read(["IVCE_FAILURES": "none"]).failures == nil)
    #expect(try read(["IVCE_SEED": "random"]).seed == 99)
  }

  @Test(
    "what cannot be read is named, with what was expected",
    arguments: [
      ("IVCE_CASES", "0", "a positive number was expected, not \"0\""),
      ("IVCE_CASES", "-1", "a positive number was expected, not \"-1\""),
      ("IVCE_CASES", "99999999999999999999", "a positive number was expected, not \"99999999999999999999\""),
      ("IVCE_CASES", "", "a positive number was expected, not \"\""),
      ("IVCE_SEED", "18446744073709551616", "a number in 0 ... 2^64 - 1, or \"random\", was expected"),
      ("IVCE_SEED", "-1", "a number in 0 ... 2^64 - 1, or \"random\", was expected"),
      ("IVCE_CHOICES", "1.0", "a choice string such as \"c1:1.0\" was expected"),
      ("IVCE_CHOICES", "c1:0*99999999", "a choice string such as \"c1:1.0\" was expected"),
      ("IVCE_FAILURES", "", "a folder, or \"none\", was expected"),
    ])
  func malformed(name: String, value: String, finding: String) {
    let error = #expect(throws: PropertyEnvironment.Malformed.self) { try read([name: value]) }
    #expect(error?.findings.count == 1)
    #expect(error?.description.hasPrefix("\(name): \(finding)") == true)
  }
}
