import Foundation
import PropertyExpectations
import PropertyTesting
import Testing

@Suite("The page of the documentation")
struct DocumentationTests {
  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  private func page() throws -> String {
    let path = "../../Sources/Engines/PropertyTesting/PropertyTesting.docc/PropertyTesting.md"
    return try String(contentsOf: Self.here.appendingPathComponent(path), encoding: .utf8)
  }

  @Test("holds this very code")
  func code() throws {
    let code = try String(contentsOf: Self.here.appendingPathComponent("RunLengths.swift"), encoding: .utf8)
    #expect(try page().contains("```swift\n\(code)```"))
  }

  /// The mistake that the page speaks of.
  private struct RunLengths {
    var runs: [(element: Int, count: Int)] = []

    init(of elements: [Int]) {
      for element in elements {
        if let last = runs.indices.last, runs[last].element == element {
          runs[last].count = (runs[last].count + 1) & 3
        } else {
          runs.append((element, 1))
        }
      }
    }

    var elements: [Int] { runs.flatMap { Array(repeating: $0.element, count: $0.count) } }
  }

  @Test("shows what is printed")
  func output() async throws {
    let issue = try await withTemporaryFolder { folder in
      try await issues(["IVCE_FAILURES": folder]) {
        let lists = RunLengthTests().lists
        try await forAll(lists) { list in
          #expect(RunLengths(of: list).elements == list)
        }
      }.first
    }
    let text = try #require(issue).text
    let printed = text.split(separator: "\n").enumerated().map {
      $0.offset == 0 ? "↳ \($0.element)" : "  \($0.element)"
    }
    let page = try page()
    #expect(withoutPlaces(page).contains(withoutPlaces(printed.joined(separator: "\n"))), "\(printed)")
  }

  /// The text without what depends on where the test stands, and on how long the search took.
  private func withoutPlaces(_ text: String) -> String {
    text.replacing(#/\([\w/]+\.swift:\d+:\d+\)/#, with: "(place)")
      .replacing(#/--filter '[^']*'/#, with: "--filter")
      .replacing(#/kept in [^,]*,/#, with: "kept,")
      .replacing(#/case \d+ of/#, with: "case of")
      .replacing(#/in \d+ evaluations/#, with: "in evaluations")
  }
}
