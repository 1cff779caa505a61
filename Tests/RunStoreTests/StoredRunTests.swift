import Foundation
import RunStore
import Testing

struct StoredRunTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (1, "1970-01-01T00:00:00.001Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (1_769_860_800_123, "2026-01-31T12:00:00.123Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    (-11_676_096_000_000, "1600-01-01T00:00:00.000Z"),
  ])
  func instantsHaveMilliseconds(milliseconds: Int, text: String) throws {
    let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    #expect(date.instant == text)
    #expect(Date(instant: text)?.instant == text)
  }

  @Test(arguments: [
    "", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00.1234Z", "2026-02-30T12:00:00.000Z", "2026-01-31T12:00:00.-12Z",
    "2026-01-31 12:00:00.000Z", "2026-01-31T12:00:00.000+", "99999-1-31T12:00:00.000Z", "２026-01-31T12:00:0.000Z",
    "2026-01-31T12:00:00.+12Z", "2026-01-31T24:00:00.000Z",
  ])
  func otherInstantsAreNone(text: String) { #expect(Date(instant: text) == nil) }

  @Test func datesWithoutAnInstantDoNotTrap() throws {
    for seconds in [Double.nan, .infinity, -.infinity, 1e300, 253_402_300_800, -11_676_096_001] {
      let run = plainRun(started: seconds)
      #expect(throws: EncodingError.self) { try JSONEncoder().encode(run) }
      let folder = try TemporaryFolder()
      let store = try folder.store()
      #expect(storeError { try store.add(run) }?.kind == .unsuitable)
    }
  }

  @Test func startsAreRoundedToMilliseconds() {
    #expect(plainRun(started: 1.0004).started == plainRun(started: 1).started)
    #expect(plainRun(started: 1.0006).started == Date(timeIntervalSince1970: 1.001))
  }

  @Test func whatAStoreDoesNotTake() throws {
    let folder = try TemporaryFolder()
    let store = try folder.store()
    for run in [
      plainRun(values: [1, .nan]), plainRun(values: [.infinity]), plainRun(revision: "0123"), plainRun(kernel: ""),
      plainRun(kernel: "a\0b"), plainRun(revision: String(repeating: "A", count: 40)),
    ] {
      #expect(storeError { try store.add(run) }?.kind == .unsuitable)
    }
    #expect(try store.runs().isEmpty)
  }
}
