import PropertyExpectations
import PropertyTesting
import Testing

/// A list as runs of equal elements: 7 7 4 is two of 7 and one of 4.
struct RunLengths: Equatable {
  var runs: [(element: Int, count: Int)] = []

  init(of elements: [Int]) {
    for element in elements {
      if let last = runs.indices.last, runs[last].element == element {
        runs[last].count += 1
      } else {
        runs.append((element, 1))
      }
    }
  }

  var elements: [Int] { runs.flatMap { Array(repeating: $0.element, count: $0.count) } }

  static func == (one: RunLengths, other: RunLengths) -> Bool {
    one.runs.elementsEqual(other.runs, by: ==)
  }
}

@Suite("Run lengths")
struct RunLengthTests {
  let lists = Generator<[Int]>.array(of: .integer(in: 0...9))

  @Test("a list comes back from its runs")
  func roundTrip() async throws {
    try await forAll(lists) { list in
      #expect(RunLengths(of: list).elements == list)
    }
  }

  @Test("an element put beside one that equals it changes no number of runs")
  func doubling() async throws {
    let listAndPlace = Generator { source throws(Rejection) in
      let list = try source.draw(.array(of: .integer(in: 0...9), count: 1...20))
      return (list: list, place: try source.below(list.count))
    }
    try await forAll(listAndPlace) { sample in
      var longer = sample.list
      longer.insert(sample.list[sample.place], at: sample.place)
      #expect(RunLengths(of: longer).runs.count == RunLengths(of: sample.list).runs.count)
    }
  }

  @Test("no two neighbouring runs are of the same element")
  func neighbours() async throws {
    try await forAll(lists) { trial, list in
      let runs = RunLengths(of: list).runs
      trial.classify(list.isEmpty, "empty")
      trial.cover(0.1, runs.contains { $0.count > 1 }, "a run of several")
      #expect(zip(runs, runs.dropFirst()).allSatisfy { $0.element != $1.element })
    }
  }

  @Test("two lists of runs that are added are those of the two lists")
  func adding() async throws {
    let sum = RunningSum()
    try await forAll(lists, lists) { one, other in
      await sum.reset()
      for run in RunLengths(of: one).runs + RunLengths(of: other).runs { await sum.add(run.count) }
      #expect(await sum.value == one.count + other.count)
    }
  }
}

actor RunningSum {
  private(set) var value = 0

  func reset() { value = 0 }

  func add(_ number: Int) { value += number }
}
