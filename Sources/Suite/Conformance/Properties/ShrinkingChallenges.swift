import PropertyTesting

/// The challenges, in the order of the public suite's names.
public enum ShrinkingChallenges {
  /// All of them.
  public static let all = [
    binheap, bound5(most: 10), bound5(most: 1), calculator, coupling, deletion, differenceIsZero, differenceIsSmall,
    differenceIsOne, distinct, largeUnionList, lengthList, nestedLists, reverse,
  ]

  /// The error of a property that has nothing to say.
  private struct Falsified: Error {}

  private static func require(_ condition: Bool) throws { if !condition { throw Falsified() } }

  private static let lists = Generator<[Int]>.array(of: .int)

  private static let binheap = ShrinkingChallenge(
    "binheap", "A heap is sorted by taking its heads; simplest: any of four nodes", BinaryHeap.generator,
    wanted: { $0?.count == 4 }
  ) { heap in
    guard let heap else { return }
    let sorted = heap.wronglySorted
    try require(sorted == sorted.sorted())
    try require(heap.elements.sorted() == sorted)
  }

  /// Sums of 16-bit integers overflow.
  private static func bound5(most count: Int) -> ShrinkingChallenge {
    let list = Generator<[Int16]>.array(of: .integer(), count: 0...count).filter { $0.reduce(0, &+) < 256 }
    return ShrinkingChallenge(
      count == 1 ? "bound5.single" : "bound5",
      "Five small sums have a small sum, lists of at most \(count); simplest: [-32768], [-1], rest empty",
      .array(of: list, count: 5...5), needs: [.minimise, .redistribute],
      wanted: { lists in lists.filter { !$0.isEmpty }.sorted { $0[0] < $1[0] } == [[-32768], [-1]] }
    ) { lists in try require(lists.joined().reduce(0, &+) < 5 * 256) }
  }

  private static let calculator = ShrinkingChallenge(
    "calculator", "Without a literal division by 0 there is none; simplest: 0 / (0 + 0) or 0 / (0 / 1)",
    Calculation.generator, wanted: { ["0 / (0 + 0)", "0 / (0 / 1)"].contains("\($0)") }
  ) { calculation in
    try assume(!calculation.dividesByLiteralZero)
    _ = try calculation.value()
  }

  private static let coupling = ShrinkingChallenge(
    "coupling", "No two elements of a list name each other's places; simplest: [1, 0]",
    .array(of: .integer(in: 0...10)), wanted: { $0 == [1, 0] }
  ) { (list: [Int]) in
    try assume(list.allSatisfy { $0 < list.count })
    for (place, other) in list.enumerated() where place != other { try require(list[other] != place) }
  }

  private static let deletion = ShrinkingChallenge(
    "deletion", "An element that is removed is there no more; simplest: the first of [0, 0]",
    .tuple(lists, .integer(in: 0...10)), needs: [.lowerTogether], wanted: { $0.0 == [0, 0] && $0.1 == 0 }
  ) { (list: [Int], place: Int) in
    try assume(place < list.count)
    var rest = list
    if let first = rest.firstIndex(of: list[place]) { rest.remove(at: first) }
    try require(!rest.contains(list[place]))
  }

  private static let positive = Generator<Int>.integer(in: 1...Int(Int32.max))

  /// The first is below 10, or the difference is none of these.
  private static func difference(
    _ name: String, _ differences: ClosedRange<Int>, simplest: (Int, Int)
  ) -> ShrinkingChallenge {
    ShrinkingChallenge(
      "difference.\(name)", "The difference of numbers from 10 on is not \(name); simplest: \(simplest)",
      .tuple(positive, positive), needs: [.lowerTogether], wanted: { $0 == simplest }
    ) { (first: Int, second: Int) in try require(first < 10 || !differences.contains(abs(first - second))) }
  }

  private static let differenceIsZero = difference("zero", 0...0, simplest: (10, 10))
  private static let differenceIsSmall = difference("small", 1...4, simplest: (10, 6))
  private static let differenceIsOne = difference("one", 1...1, simplest: (10, 9))

  private static let distinct = ShrinkingChallenge(
    "distinct", "A list has fewer than three distinct elements; simplest: [0, 1, -1] or [0, 1, 2]", lists,
    needs: [.minimise], wanted: { $0 == [0, 1, -1] || $0 == [0, 1, 2] }
  ) { list in try require(Set(list).count < 3) }

  private static let largeUnionList = ShrinkingChallenge(
    "large-union-list", "Lists have fewer than five distinct elements; simplest: [[0, 1, -1, 2, -2]]",
    .array(of: lists), needs: [.minimise, .sortSiblings], wanted: { $0 == [[0, 1, -1, 2, -2]] }
  ) { lists in try require(Set(lists.joined()).count < 5) }

  private static let lengthList = ShrinkingChallenge(
    "length-list", "The largest of so many numbers is below 900, the count drawn first; simplest: [900]",
    Generator<Int>.integer(in: 1...100).flatMap { .array(of: .integer(in: 0...1000), count: $0...$0) },
    needs: [.minimise], wanted: { $0 == [900] }
  ) { (list: [Int]) in try require(list.allSatisfy { $0 < 900 }) }

  private static let nestedLists = ShrinkingChallenge(
    "nested-lists", "Lists have at most ten elements together; simplest: one list of eleven zeros", .array(of: lists),
    wanted: { $0 == [Array(repeating: 0, count: 11)] }
  ) { lists in try require(lists.map(\.count).reduce(0, +) <= 10) }

  private static let reverse = ShrinkingChallenge(
    "reverse", "A list is its own reverse; simplest: [0, 1]", lists, needs: [.minimise], wanted: { $0 == [0, 1] }
  ) { list in try require(list == list.reversed()) }
}
