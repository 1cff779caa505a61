import Foundation
import Latencies
import Testing

/// The measured matrices, which are not part of the repository.
private enum PublicData {
  /// `$IVCE_DATA/latency`, or `../shared/data/latency` next to the package.
  static var folder: URL {
    if let data = ProcessInfo.processInfo.environment["IVCE_DATA"] {
      return URL(fileURLWithPath: data).appendingPathComponent("latency")
    }
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return package.deletingLastPathComponent().appendingPathComponent("shared/data/latency")
  }

  static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  static var isPresent: Bool {
    ["PlanetLabData_1", "SeattleData_1"].allSatisfy { FileManager.default.isReadableFile(atPath: path($0)) }
  }
}

@Suite("Public data", .enabled(if: PublicData.isPresent, "the public data are absent: set IVCE_DATA to their folder"))
struct PublicDataTests {
  @Test("PlanetLab: 490 hosts, symmetric, nothing to treat, the published figures")
  func planetLab() throws {
    let matrix = try LatencyMatrix(contentsOf: PublicData.path("PlanetLabData_1"), unit: .milliseconds)
    #expect(matrix.count == 490 && matrix.name == "PlanetLabData_1")
    #expect(matrix.isSymmetric && matrix.isWellFormed)
    #expect(matrix.treatments == [])
    #expect(matrix[0, 1] == 0.175 && matrix[2, 0] == 2.553)

    let summary = matrix.summary
    #expect(summary.minimum == 0.086)
    #expect(summary.median.rounded() == 135 && summary.p90.rounded() == 291 && summary.maximum.rounded() == 2984)

    let violations = matrix.triangleViolations()
    #expect(violations.isExhaustive && violations.examined == 490 * 489 * 488 / 6)
    #expect(abs(violations.share - 0.176) < 0.0005)
  }

  @Test("Seattle: 99 hosts, asymmetric, with zeros and self-latencies to treat")
  func seattle() throws {
    let matrix = try LatencyMatrix(contentsOf: PublicData.path("SeattleData_1"), unit: .seconds)
    #expect(matrix.count == 99 && matrix.isWellFormed && !matrix.isSymmetric)

    let counts = matrix.treatmentCounts
    #expect(counts.nonzeroDiagonalCells == 7)
    #expect(counts.zeroCells == 65 && counts.zeroCellsFromOpposite == 21 && counts.zeroCellsFromSmallest == 44)
    #expect(counts.asymmetricPairs == 3_755 && counts.pairs == 4_851)
    #expect(matrix.treatments.count == 3)

    // The smallest measured latency is 10 ms, half of it stands for the unknown ones.
    #expect(matrix.summary.values == [5, 210, 520, 9_160])

    // A sampled figure of 47.2% is published, with zeros treated in a way that is not stated.
    let violations = matrix.triangleViolations()
    #expect(violations == matrix.symmetrised.triangleViolations())
    #expect(violations.isExhaustive && violations.violated == 75_403 && violations.examined == 156_849)
  }
}
