import Conformance
import Measuring
import Testing

struct KernelTests {
  /// Small sizes, since each set-up holds every part of the work against what it must come to.
  @Test(arguments: Catalog.kernels.map(\.id))
  func everyKernelDoesItsWork(id: String) throws {
    let kernel = try #require(Catalog.kernels.first { $0.id == id })
    let size = kernel.size.map { max($0.range.lowerBound, min($0.standard, 600)) } ?? 0
    let prepared = try kernel.prepare(size, 7)
    var timer = KernelTimer()
    (timer.iterations, timer.warmUps, timer.repetitions) = (1, 0, 2)
    let timing = try timer.measure(prepared)
    #expect(timing.wall.allSatisfy { $0 > 0 && $0.isFinite })
    #expect(timing.operations >= 2)
    // The same seed makes the same work.
    #expect(try kernel.prepare(size, 7).parts == prepared.parts)
  }

  @Test func idsAreDifferentAndSpeakOfTheirSubsystem() {
    let ids = Catalog.kernels.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.contains(".") })
    #expect(Catalog.kernels(matching: ["overlay.chord"]).map(\.id).count == 3)
    #expect(Catalog.kernels(matching: []).count == ids.count)
  }

  /// A kernel whose work is wrong gives no time: here lookups that end elsewhere than at the owner.
  @Test func aWrongOverlayIsNotTimed() throws {
    let wrong = OverlayImplementation("wrong", summary: "", estimatedBytes: { _ in 0 }) { nodes, _ in
      StandingOverlay(nodeCount: nodes)
    }
    let kernel = try #require(OverlayWorkloads.kernels(of: wrong).first)
    #expect(throws: WrongLookup.self) { try kernel.prepare(10, 1) }
  }

  @Test func moreWorkIsCountedAlike() throws {
    let kernel = try #require(Catalog.kernels.first { $0.id == MeasuringWorkloads.calibration })
    let (plain, longer) = (try kernel.prepare(100, 1), try kernel.prepare(105, 1))
    #expect(plain.parts.map(\.operations) == longer.parts.map(\.operations))
    // A part that follows more links ends elsewhere.
    #expect(zip(plain.parts, longer.parts).allSatisfy { $0.checksum != $1.checksum })
  }
}
