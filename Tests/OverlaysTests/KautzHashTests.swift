import ExactNumbers
import Overlays
import Testing

@Suite("KautzHash")
struct KautzHashTests {
  @Test("identifiers have 100 symbols, differ, and stay what they are")
  func objects() {
    let names = (0..<2000).map { KautzHash.object("resource \($0)".utf8) }
    #expect(names.allSatisfy { $0.length == 100 })
    #expect(Set(names).count == names.count)
    #expect(KautzHash.object([]).length == 100)
    #expect(KautzHash.object("resource 7".utf8) == names[7])
    // Not a published vector (there is none): a name that must never change once objects are stored under it.
    #expect(KautzHash.object("iVCE".utf8).prefix(24).description == "210120212021210102101010")
  }

  @Test("zones of equal size receive equally many objects")
  func uniformity() {
    let count = 12_000
    var zones: [KautzString: Int] = [:]
    var tails: [KautzString: Int] = [:]
    for index in 0..<count {
      let name = KautzHash.object("object/\(index)".utf8)
      zones[name.prefix(4), default: 0] += 1
      tails[KautzString(rank: KautzString(symbols: name.symbols.suffix(4))?.rank ?? 0, length: 4), default: 0] += 1
    }
    // 23 degrees of freedom: 49.7 is exceeded with probability 0.001.
    for counts in [zones, tails] {
      #expect(counts.count == 24)
      let mean = Double(count) / 24
      let chiSquare = counts.values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) / mean }
      #expect(chiSquare < 49.7, "chi-square \(chiSquare)")
    }
  }

  @Test("any base and length", arguments: [(1, 5), (3, 100), (4, 64), (9, 300)])
  func otherBases(base: Int, length: Int) {
    let name = KautzHash.identifier(of: "x".utf8, base: base, length: length)
    #expect(name.length == length && name.base == base)
    #expect(ExactKautzString(base: base, symbols: name.symbols) == name)
  }
}
