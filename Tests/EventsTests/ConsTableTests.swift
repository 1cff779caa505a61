import Events
import Randomness
import Testing

/// The table by which equal nodes are found.
@Suite struct ConsTableTests {
  /// From hashes that are all alike to hashes that never are.
  @Test(arguments: [1, 2, 7, 1 << 30]) func keepsApartWhatHasOneHash(_ hashes: Int) throws {
    var generator = Seed(3).stream("cons table")
    var table = ConsTable()
    var members = Set<UInt32>()
    let limit = hashes == 1 ? 100 : 1_000
    func hash(_ number: UInt32) -> UInt64 { SplitMix64.mixed(UInt64(Int(number) % hashes)) }
    for _ in 0..<6_000 {
      let number = UInt32(generator.below(limit))
      let found = table.find(hash: hash(number)) { $0 == number }
      #expect(found == (members.contains(number) ? number : nil))
      if found != nil {
        table.remove(number, hash: hash(number))
        members.remove(number)
      } else {
        table.insert(number, hash: hash(number))
        members.insert(number)
      }
      #expect(table.count == members.count)
    }
  }
}
