import Conformance
import Foundation
import Latencies
import Overlays
import Randomness
import Testing

@Suite("Comparing overlays")
struct OverlayComparisonTests {
  private struct Document: Decodable {
    struct Row: Decodable {
      let implementation: String
      let nodes: Int
      let bytes_per_node: Double
      let out_degree_mean: Double
      let in_degree_max: Int
      let hops_mean: Double
      let hops_mean_interval: [Double]?
      let hops_max: Int
      let contacted_mean: Double
      let claimed_bound: Double?
      let claimed_bound_holds: Bool?
      let share_max_over_mean: String
      let collision_probability: String
      let lookups_per_second: Double
      let ns_per_hop: Double
      let access_ns: Double
      let latency_mean_ms: Double?
      let stretch_p50: Double?
      let stretch_p50_interval: [Double]?
    }
    let schema: String
    let seed: UInt64
    let rows: [Row]
    let notes: [String]
  }

  private func compare(_ change: (inout OverlayComparison) -> Void) throws -> Document {
    var comparison = OverlayComparison(seed: 8)
    comparison.nodes = 300
    comparison.lookups = 3_000
    change(&comparison)
    let json = try comparison.run(header: "") { _ in }.rendered(as: .json)
    return try JSONDecoder().decode(Document.self, from: Data(json.utf8))
  }

  @Test("the standard nine, with the keys that programs rely on")
  func standard() throws {
    let document = try compare { $0.latencies = .synthetic(hosts: 60, seed: 9) }
    #expect(document.schema == "ivce.compare/1" && document.seed == 8)
    #expect(
      document.rows.map(\.implementation) == [
        "fissione", "dlg", "chord", "can", "pastry", "kademlia", "koorde", "d2b", "viceroy",
      ])
    for row in document.rows {
      #expect(row.nodes == 300 && row.hops_mean > 1 && Double(row.hops_max) > row.hops_mean)
      #expect(row.share_max_over_mean.contains("/") && row.collision_probability.contains("/"))
      #expect(row.lookups_per_second > 0 && row.ns_per_hop > 0 && row.access_ns > 0)
      #expect((row.latency_mean_ms ?? 0) > 0 && (row.stretch_p50 ?? 0) > 1)
      #expect(row.hops_mean_interval == nil)
    }
    let fissione = document.rows[0]
    #expect(fissione.bytes_per_node == 4 && fissione.out_degree_mean == 2 && fissione.in_degree_max == 2)
    #expect(fissione.claimed_bound_holds == true && abs((fissione.claimed_bound ?? 0) - 2 * log2(300)) < 1e-9)
    #expect(document.rows[2].claimed_bound == nil && document.rows[2].claimed_bound_holds == nil)
    let iterative = document.rows.filter { $0.contacted_mean > $0.hops_mean }
    #expect(iterative.map(\.implementation) == ["kademlia"])
  }

  @Test("every overlay of the suite, at the smallest sizes", arguments: [3, 4, 5, 6, 7])
  func smallest(nodes: Int) throws {
    let document = try compare {
      $0.implementations = OverlayImplementation.all
      $0.nodes = nodes
      $0.lookups = 50
    }
    #expect(document.rows.count == OverlayImplementation.all.count)
    #expect(document.rows.allSatisfy { $0.latency_mean_ms == nil && $0.stretch_p50 == nil })
  }

  @Test("repetitions carry intervals; the same seed gives the same hops")
  func repetitions() throws {
    let repeated: (inout OverlayComparison) -> Void = {
      $0.implementations = [.standard[0]]
      $0.repetitions = 5
      $0.latencies = .synthetic(hosts: 60, seed: 9)
    }
    let row = try #require(try compare(repeated).rows.first)
    let interval = try #require(row.hops_mean_interval)
    #expect(
      interval.count == 2 && interval[0] <= row.hops_mean && row.hops_mean <= interval[1] && interval[0] < interval[1])
    #expect(row.stretch_p50_interval?.count == 2)
    #expect(row.share_max_over_mean.contains("/"))
    let again = try #require(try compare(repeated).rows.first)
    #expect(again.hops_mean == row.hops_mean && again.hops_mean_interval == interval)
    #expect(again.latency_mean_ms == row.latency_mean_ms && again.collision_probability == row.collision_probability)
  }

  @Test("the in-degree of line graphs is reported against both bounds")
  func discrepancy() throws {
    let document = try compare {
      $0.implementations = OverlayImplementation.all.filter { $0.id == "dlg-kautz-3" }
      $0.nodes = 2_000
    }
    let note = try #require(document.notes.first { $0.contains("in-degree") })
    #expect(note.contains("up to 9") && note.contains("d^2 = 9") && note.contains("BEYOND the 2d = 6"))
  }

  @Test("a network that does not fit is refused with the estimate")
  func memory() {
    var comparison = OverlayComparison(seed: 1)
    comparison.nodes = 100_000_000
    comparison.implementations = OverlayImplementation.standard
    #expect(throws: OverlayComparison.NotEnoughMemory.self) { try comparison.checkMemory(available: 20_000_000_000) }
    #expect(throws: Never.self) { try comparison.checkMemory(available: nil) }
    comparison.nodes = 1_000
    #expect(throws: Never.self) { try comparison.checkMemory(available: 1_000_000_000) }
    do {
      comparison.nodes = 1_000_000
      comparison.implementations = OverlayImplementation.standard.filter { $0.id == "kademlia" }
      try comparison.checkMemory(available: 1_000_000_000)
      Issue.record("a million Kademlia nodes do not fit into 1 GB")
    } catch {
      #expect(error.description.contains("1000000 nodes of kademlia") && error.description.contains("1 GB"))
    }
  }

  @Test("estimates are not far below what networks take")
  func estimates() throws {
    for implementation in OverlayImplementation.all {
      let built = try implementation.build(20_000, 3).overlay
      let taken = built.footprint.hopPath + built.footprint.aside
      #expect(implementation.estimatedBytes(20_000) >= taken, "\(implementation.id) takes \(taken)")
      #expect(implementation.estimatedBytes(20_000) < 6 * taken, "\(implementation.id) takes \(taken)")
    }
  }
}
