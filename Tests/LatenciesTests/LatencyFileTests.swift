import Foundation
import Latencies
import Randomness
import Testing

@Suite("Latency files")
struct LatencyFileTests {
  @Test(
    "Separators, line ends and number formats",
    arguments: [
      "0\t1.5\t2\n3\t0\t4\n5\t6\t0\n",
      "0\t1.5\t2\n3\t0\t4\n5\t6\t0",
      "0,1.5,2\r\n3,0,4\r\n5,6,0\r\n",
      "0,1.5,2\r\n3,0,4\r\n5,6,0\r",
      "0 1.5 2\n3 0 4\n5 6 0\n\n\n",
      "  0   1.5 2  \n 3 0 4 \n 5 6 0\n   \n\r\n",
      "0 , 1.5\t 2\n3, 0 ,4\n5 \t 6 , 0\n",
      "-0\t+1.5\t2.\n3e0\t.0\t0.4E1\n500e-2\t6000.000e-3\t0e99999\n",
    ])
  func accepted(text: String) throws {
    let matrix = try withFile(text.utf8) { try LatencyMatrix(contentsOf: $0, unit: .milliseconds) }
    let cells = (0..<9).map { matrix[$0 / 3, $0 % 3] }
    #expect(matrix.count == 3 && cells == [0, 1.5, 2, 3, 0, 4, 5, 6, 0])
    #expect(matrix.treatmentCounts.asymmetricPairs == 3)
  }

  @Test("Seconds become milliseconds without a rounding error")
  func seconds() throws {
    let text = "0 0.29 0.57\n1.001 0 1e-3\n0.0000005 1000000 0\n"
    let matrix = try withFile(text.utf8) { try LatencyMatrix(contentsOf: $0, unit: .seconds) }
    #expect([matrix[0, 1], matrix[0, 2], matrix[1, 0], matrix[1, 2]] == [290, 570, 1_001, 1])
    #expect([matrix[2, 0], matrix[2, 1]] == [0.0005, 1e9])
  }

  @Test("Numbers of any length are read to the nearest double, in both units")
  func numbersAreCorrectlyRounded() throws {
    var generator = Xoshiro256StarStar(seed: 71)
    let count = 60
    let fields = (0..<count * count).map { index -> String in
      guard index / count != index % count else { return "0" }
      let whole = generator.coin(0.3) ? "000" : String(generator.below(1_000 as UInt64))
      let digits = (0..<1 + generator.below(30)).map { _ in String(generator.below(10)) }.joined()
      let exponent = generator.coin(0.3) ? "e\(generator.below(60) - 57)" : ""
      return "\(whole).\(digits)1\(exponent)"
    }
    let rows = stride(from: 0, to: fields.count, by: count).map { fields[$0..<$0 + count].joined(separator: "\t") }
    try withFile(rows.joined(separator: "\n").utf8) { path in
      let milliseconds = try LatencyMatrix(contentsOf: path, unit: .milliseconds)
      let seconds = try LatencyMatrix(contentsOf: path, unit: .seconds)
      for (index, field) in fields.enumerated() {
        let parts = field.split(separator: "e")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        #expect(milliseconds[index / count, index % count] == Double(field), "\(field), seed 71")
        #expect(seconds[index / count, index % count] == Double("\(parts[0])e\(exponent + 3)"), "\(field), seed 71")
      }
    }
  }

  @Test("A matrix larger than any buffer comes back as it was written")
  func roundTrip() throws {
    let matrix = LatencyMatrix.synthetic(hosts: 250, seed: 72)
    let rows = (0..<250).map { from in (0..<250).map { String(matrix[from, $0]) }.joined(separator: ",") }
    let text = rows.joined(separator: "\r\n")
    #expect(text.utf8.count > 2 << 18)
    let read = try withFile(text.utf8) { try LatencyMatrix(contentsOf: $0, unit: .milliseconds) }
    #expect((0..<250).allSatisfy { from in (0..<250).allSatisfy { read[from, $0] == matrix[from, $0] } })
    #expect(read.treatments == [])
  }

  @Test("Zeros and diagonals are mended and counted")
  func treatment() throws {
    let text = "7 0 3 2\n4 0 0 2\n3 0 1 2\n2 2 2 0\n"
    let matrix = try withFile(text.utf8) { try LatencyMatrix(contentsOf: $0, unit: .milliseconds) }
    #expect((0..<4).map { matrix[$0, $0] } == [0, 0, 0, 0])
    #expect(matrix[0, 1] == 4 && matrix[1, 0] == 4, "the opposite direction")
    #expect(matrix[1, 2] == 1 && matrix[2, 1] == 1, "half of the smallest, which is not on the diagonal")
    let counts = matrix.treatmentCounts
    #expect(counts.nonzeroDiagonalCells == 2 && counts.zeroCellsFromOpposite == 1 && counts.zeroCellsFromSmallest == 2)
    #expect(counts.asymmetricPairs == 1 && counts.pairs == 6)
    #expect(
      matrix.treatments == [
        "Diagonal cells that were not 0, set to 0: 2.",
        "Zeros between different hosts (missing, or below the resolution): 3; 1 took the opposite direction's latency, "
          + "2 half of the smallest positive latency.",
        "Pairs whose two directions differ, kept as they are: 1 of 6 (16.7%).",
      ])
  }
}
