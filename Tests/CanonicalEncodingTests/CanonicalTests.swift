import CanonicalEncoding
import Randomness
import Testing

/// The bytes of a value.
private func bytes(_ value: some Canonical) -> [UInt8] {
  var writer = ByteWriter()
  writer.write(value)
  return Array(writer.bytes)
}

private func value<Value: Canonical>(_ type: Value.Type, of bytes: [UInt8]) throws(MalformedBytes) -> Value {
  var found: Result<Value, MalformedBytes> = .failure(MalformedBytes(offset: 0, expected: ""))
  bytes.withUnsafeBytes { bytes in
    var reader = ByteReader(bytes)
    do throws(MalformedBytes) { found = .success(try reader.read()) } catch { found = .failure(error) }
  }
  return try found.get()
}

@Suite("Canonical bytes")
struct CanonicalTests {
  private func expectRoundTrip<Value: Canonical & Equatable>(_ original: Value) throws {
    #expect(try value(Value.self, of: bytes(original)) == original)
  }

  @Test("every value is read back as it was written")
  func roundTrips() throws {
    for number in [0, 1, -1, 63, 64, -64, -65, 127, 128, 1 << 40, .max, .min] { try expectRoundTrip(number) }
    for number in [0, 127, 128, 16_383, 16_384, UInt64.max] { try expectRoundTrip(number) }
    for number in Int8.min...Int8.max { try expectRoundTrip(number) }
    for text in ["", "a", "Grüße", "\u{1F980}"] { try expectRoundTrip(text) }
    try expectRoundTrip([true, false])
    try expectRoundTrip(Int?.none)
    try expectRoundTrip([Int?.some(-5), nil])
    try expectRoundTrip(Set([3, 1, 200, -7]))
    try expectRoundTrip(["a": [1], "": [], "b": [2, 3]])
    try expectRoundTrip(Set([Set([1, 2]), Set([])]))
  }

  @Test("equal sets and dictionaries give equal bytes, however they came about")
  func order() {
    for seed in 0..<200 {
      var generator = Xoshiro256StarStar(seed: UInt64(seed))
      let limit = [10, 300, 1 << 40][seed % 3]
      let numbers = (0..<(seed % 24)).map { _ in Int.random(in: 0..<limit, using: &generator) }
      let one = Set(numbers)
      var other = Set<Int>(minimumCapacity: 1_000)
      for number in numbers.shuffled(using: &generator) { other.insert(number) }
      #expect(bytes(one) == bytes(other))
      let pairs = numbers.map { ($0, "\($0)") }
      let first = Dictionary(pairs) { one, _ in one }
      let second = Dictionary(pairs.reversed()) { one, _ in one }
      #expect(bytes(first) == bytes(second))
    }
  }

  @Test("bytes that encode nothing are refused where they go wrong")
  func malformed() {
    func refusal<Value: Canonical>(_ type: Value.Type, _ bytes: [UInt8]) -> Int? {
      do throws(MalformedBytes) {
        _ = try value(type, of: bytes)
        return nil
      } catch { return error.offset }
    }
    #expect(refusal(Bool.self, [2]) == 0)
    #expect(refusal(Bool.self, []) == 0)
    #expect(refusal(UInt8.self, [0x80, 0x02]) == 0)  // 256
    #expect(refusal(Int8.self, [0x80, 0x02]) == 0)  // 128
    #expect(refusal(UInt64.self, [0x80, 0x00]) == 0)  // 0 in two bytes
    #expect(refusal(UInt64.self, Array(repeating: 0xFF, count: 9) + [0x02]) == 0)
    #expect(refusal(UInt64.self, Array(repeating: 0xFF, count: 12)) == 0)
    #expect(refusal(UInt64.self, [0x80]) == 1)
    #expect(refusal([Int].self, [0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0]) == 0)  // four thousand million elements
    #expect(refusal([Bool].self, [2, 1, 7]) == 2)
    #expect(refusal(String.self, [2, 0xC3, 0x28]) == 0)
    #expect(refusal(Never.self, [0]) == 0)
  }
}

/// A value that there is only one of, so that it needs no bytes.
private struct Unit: Canonical, Hashable {
  func encode(into bytes: inout ByteWriter) {}
  init() {}
  init(from bytes: inout ByteReader) throws(MalformedBytes) {}
}

@Suite("Elements that take no bytes")
struct EmptyElementTests {
  private func decoded<Value: Canonical>(_ type: Value.Type = Value.self, _ bytes: [UInt8]) throws -> Value {
    try bytes.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      let value = try reader.read(Value.self)
      #expect(reader.isAtEnd)
      return value
    }
  }

  private func encoded(_ value: some Canonical) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(value)
    return Array(writer.bytes)
  }

  @Test("are read back, alone and in one another", arguments: [0, 1, 2, 300, ByteReader.mostEmptyElements])
  func roundTrip(count: Int) throws {
    let units = Array(repeating: Unit(), count: count)
    #expect(try decoded([Unit].self, encoded(units)) == units)
    #expect(try decoded([[Unit]].self, encoded([units, []])) == [units, []])
    #expect(try decoded(Set<Unit>.self, encoded(Set(units))) == Set(units))
    #expect(try decoded([Int: Unit].self, encoded([count: Unit()])) == [count: Unit()])
  }

  @Test("are read up to a stated number, whatever the bytes claim")
  func bounded() throws {
    #expect(throws: MalformedBytes.self) {
      try decoded([Unit].self, encoded(UInt64(ByteReader.mostEmptyElements + 1)))
    }
    #expect(throws: MalformedBytes.self) { try decoded([Unit].self, encoded(UInt64(1) << 60)) }
    #expect(throws: MalformedBytes.self) { try decoded([Unit].self, encoded(UInt64.max)) }
    // Each of the many arrays claims only a few, all together too many.
    let many = Array(repeating: Array(repeating: Unit(), count: 1_000), count: 66)
    #expect(throws: MalformedBytes.self) { try decoded([[Unit]].self, encoded(many)) }
    #expect(try decoded([[Unit]].self, encoded(Array(many.dropLast()))).count == 65)
  }

  @Test("do not let arrays of numbers claim more than there are bytes")
  func numbers() throws {
    #expect(throws: MalformedBytes(offset: 3, expected: "a byte")) { try decoded([Int].self, [5, 2, 4]) }
  }
}

@Suite("Fingerprints")
struct FingerprintTests {
  @Test("mixing a word can be undone")
  func bijection() {
    var generator = Xoshiro256StarStar(seed: 1)
    for word in [0, 1, UInt64.max] + (0..<1_000).map({ _ in generator.next() }) {
      #expect(Fingerprint.unmixed(Fingerprint.mixed(word)) == word)
    }
  }

  @Test("fingerprints are the same on every run and machine")
  func fixed() {
    let texts: [[UInt8]] = [[], [0], [0, 0], Array("iVCE".utf8), Array(0..<8), Array(0..<33)]
    let found = texts.map { $0.withUnsafeBytes { Fingerprint.of($0) } }
    #expect(Set(found).count == found.count)
    #expect(found == Self.expected)
  }

  /// Committed, so that a change of the mixing is noticed: stored traces would no longer replay.
  static let expected: [UInt64] = [
    11_124_953_235_147_924_929, 9_506_389_825_470_859_485, 1_547_019_469_267_343_778, 15_701_120_738_759_744_893,
    7_033_374_378_891_095_568, 13_156_350_693_868_091_193,
  ]

  @Test("half of the bits of a million similar texts collide as often as chance would have it")
  func collisions() {
    // 2^20 texts that differ in a few bits; in 32 bits chance gives n^2 / 2^33 = 128 collisions, standard deviation 11.
    let count = 1 << 20
    for shift in [0, 32] as [UInt64] {
      var halves: [UInt32] = []
      halves.reserveCapacity(count)
      for number in 0..<count {
        let text = [
          3, UInt8(number & 15), UInt8(number >> 4 & 15), UInt8(number >> 8 & 63), UInt8(number >> 14), 7, 0, 1, 2,
        ]
        halves.append(UInt32(truncatingIfNeeded: text.withUnsafeBytes { Fingerprint.of($0) } >> shift))
      }
      let collisions = count - Set(halves).count
      #expect((70...190).contains(collisions), "\(collisions)")
    }
  }
}
