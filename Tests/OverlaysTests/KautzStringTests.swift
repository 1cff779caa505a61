import ExactNumbers
import Overlays
import Randomness
import Testing

@Suite("Kautz strings")
struct KautzStringTests {
  @Test("K(2,3) in lexicographic order")
  func orderOfK23() {
    let expected = "010 012 020 021 101 102 120 121 201 202 210 212".split(separator: " ").map(String.init)
    #expect(KautzString.count(length: 3) == 12)
    #expect((0..<12).map { KautzString(rank: UInt128($0), length: 3).description } == expected)
    #expect((0..<12).map { ExactKautzString(base: 2, rank: BigInt($0), length: 3).description } == expected)
    for (rank, text) in expected.enumerated() {
      #expect(KautzString(text)?.rank == UInt128(rank))
    }
  }

  @Test("published counts and ranks")
  func vectors() throws {
    let k2100 = ExactKautzString.count(base: 2, length: 100)
    #expect(k2100.description == "1901475900342344102245054808064")
    #expect(k2100.bitLength == 101)
    #expect(BigInt(KautzString.count(length: 100)) == k2100)
    let k3100 = ExactKautzString.count(base: 3, length: 100)
    #expect(k3100.description == "687170027642681774715281506354161696936143362668")
    #expect(k3100.bitLength == 159)
    #expect(ExactKautzString.count(base: 4, length: 64).description == "425352958651173079329218259289710264320")

    let nonillion = BigInt(10).power(30)
    #expect(ExactKautzString(base: 2, rank: nonillion, length: 100).description.hasPrefix("120120121212"))
    let packedNonillion = try #require(UInt128(exactly: nonillion))
    #expect(KautzString(rank: packedNonillion, length: 100).description.hasPrefix("120120121212"))

    let cycle = (0..<100).map { $0 % 3 }
    let rank = "181092942889747057356671886482"
    #expect(ExactKautzString(base: 2, symbols: cycle)?.rank.description == rank)
    #expect(KautzString(symbols: cycle)?.rank.description == rank)
  }

  @Test("the packed and the exact twin agree", arguments: [1, 2, 3, 7, 62, 63, 64, 65, 100, 126, 127])
  func twins(length: Int) throws {
    var generator = Seed(11).stream("twins", UInt64(length))
    for _ in 0..<40 {
      let packed = KautzString.random(length: length, using: &generator)
      let exact = try #require(ExactKautzString(base: 2, symbols: packed.symbols))
      #expect(exact.rank == BigInt(packed.rank))
      #expect(ExactKautzString(base: 2, rank: BigInt(packed.rank), length: length) == exact)
      #expect(packed.outNeighbours.map(\.symbols) == exact.outNeighbours.map(\.symbols))
      #expect(packed.inNeighbours.map(\.symbols) == exact.inNeighbours.map(\.symbols))
      #expect(KautzString(packed.description) == packed)
      #expect(packed.last == packed.symbols.last && packed.first == packed.symbols.first)
      if length > 1 {
        #expect(packed.droppingFirst?.symbols == Array(packed.symbols.dropFirst()))
        let count = 1 + generator.below(length)
        let prefix = packed.prefix(count)
        #expect(prefix.symbols == Array(packed.symbols.prefix(count)) && prefix.isPrefix(of: packed))
        #expect(prefix.ranks(length: length).contains(packed.rank))
        let interval = try #require(ExactKautzString(base: 2, symbols: prefix.symbols)).ranks(length: length)
        #expect(interval.lowerBound == BigInt(prefix.ranks(length: length).lowerBound))
        #expect(interval.upperBound == BigInt(prefix.ranks(length: length).upperBound))
      } else {
        #expect(packed.droppingFirst == nil)
      }
    }
  }

  @Test("ranks of any base go there and back", arguments: [1, 2, 3, 4, 9, 16])
  func ranks(base: Int) {
    var generator = Seed(12).stream("ranks", UInt64(base))
    for length in [1, 2, 3, 40, 100] {
      let count = ExactKautzString.count(base: base, length: length)
      for _ in 0..<20 {
        let rank = BigInt(generator.next()) * BigInt(generator.next()) * BigInt(generator.next()) % count
        let string = ExactKautzString(base: base, rank: rank, length: length)
        #expect(string.rank == rank && string.length == length)
        #expect(ExactKautzString(base: base, symbols: string.symbols) == string)
      }
      #expect(ExactKautzString(base: base, rank: count - 1, length: length).rank == count - 1)
    }
  }

  @Test("what is no Kautz string is refused")
  func refusals() {
    #expect(KautzString("") == nil)
    #expect(KautzString("0110") == nil)
    #expect(KautzString("013") == nil)
    #expect(KautzString("01a") == nil)
    #expect(KautzString(symbols: (0..<128).map { $0 % 2 }) == nil)
    #expect(KautzString(symbols: (0..<127).map { $0 % 2 })?.length == 127)
    #expect(ExactKautzString(base: 2, symbols: []) == nil)
    #expect(ExactKautzString(base: 2, symbols: [0, 3]) == nil)
    #expect(ExactKautzString(base: 4, symbols: [0, 4, 4]) == nil)
  }

  @Test("short and long paths slide over both strings")
  func paths() throws {
    let from = try #require(ExactKautzString(base: 2, symbols: [0, 1, 2]))
    let to = try #require(ExactKautzString(base: 2, symbols: [1, 2, 0]))
    #expect(from.overlap(with: to) == 2)
    #expect(from.shortPath(to: to).map(\.description) == ["012", "120"])
    #expect(from.longPath(to: to).map(\.description) == ["012", "121", "212", "120"])
    let other = try #require(ExactKautzString(base: 2, symbols: [2, 0, 1]))
    #expect(from.longPath(to: other).map(\.description) == ["012", "120", "201"])
    #expect(from.shortPath(to: from).map(\.description) == ["012"])
  }

  @Test("the twins take the same paths", arguments: [1, 2, 3, 5, 62, 127])
  func pathsOfTwins(length: Int) throws {
    var generator = Seed(13).stream("paths", UInt64(length))
    for _ in 0..<30 {
      let from = KautzString.random(length: length, using: &generator)
      var to = KautzString.random(length: length, using: &generator)
      // Long overlaps are rare among random strings: shift a few symbols in.
      if generator.coin(0.5) {
        to = from
        for _ in 0..<generator.below(length + 1) { to = to.outNeighbours[generator.below(2)] }
      }
      let exactFrom = try #require(ExactKautzString(base: 2, symbols: from.symbols))
      let exactTo = try #require(ExactKautzString(base: 2, symbols: to.symbols))
      #expect(from.overlap(with: to) == exactFrom.overlap(with: exactTo))
      #expect(from.shortPath(to: to).map(\.symbols) == exactFrom.shortPath(to: exactTo).map(\.symbols))
      #expect(from.longPath(to: to).map(\.symbols) == exactFrom.longPath(to: exactTo).map(\.symbols))
    }
  }

  @Test("order is lexicographic, prefixes first")
  func order() throws {
    let texts = ["0", "01", "010", "012", "02", "1", "10", "2", "21", "212"]
    let strings = try texts.map { try #require(KautzString($0)) }
    #expect(strings.reversed().sorted() == strings)
  }
}
