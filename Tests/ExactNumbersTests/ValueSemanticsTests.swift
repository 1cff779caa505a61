import ExactNumbers
import Testing

@Suite struct ValueSemanticsTests {
  @Test func equalValuesHashEqually() {
    var samples = Samples()
    for _ in 0..<2000 {
      let (a, b) = (samples.integer(), samples.nonZero())
      let detour = (a + b) * b - b * b
      let again = detour / b
      #expect(again == a && again.hashValue == a.hashValue, "\(a), \(b)")
      let (x, y) = (Rational(a, b), Rational(a * 6, b * 6))
      #expect(x == y && x.hashValue == y.hashValue, "\(a), \(b)")
    }
    let distinct = Set((-1000...1000).map { BigInt($0) << 100 } + (-1000...1000).map { BigInt($0) })
    #expect(distinct.count == 4001)
  }

  @Test func changingACopyLeavesTheOriginal() {
    let original = BigInt(7).power(100)
    let text = original.description
    var copies = Array(repeating: original, count: 4)
    copies[0] += 1
    copies[1] -= original
    copies[2] *= original
    copies[3].negate()
    #expect(original.description == text)
    #expect(copies == [original + 1, 0, BigInt(7).power(200), 0 - original])
    var owner = original + 1
    let kept = owner
    owner += 1
    owner *= 3
    #expect(kept == original + 1 && owner == 3 * original + 6)
  }

  @Test func tasksShareAndChangeTheirOwn() async {
    let shared = BigInt(3).power(500)
    let fraction = Rational(shared, BigInt(2).power(700))
    let text = shared.description
    let sums = await withTaskGroup(of: (BigInt, Rational).self) { group in
      for task in 0..<16 {
        group.addTask {
          var (sum, product) = (shared, fraction)
          for step in 0..<300 {
            sum += shared
            sum *= 2
            sum -= shared * BigInt(step + task)
            sum = sum % (shared * shared)
            product = product * fraction / fraction
          }
          return (sum - sum + shared * BigInt(task), product)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(sums.map(\.0)) == Set((0..<16).map { shared * BigInt($0) }))
    #expect(sums.allSatisfy { $0.1 == fraction } && shared.description == text)
  }
}
