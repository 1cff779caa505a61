import ArgumentParser
import Events
import Foundation
import Measuring

/// The adaptive matcher beside the reference matchers in C, in one run and in adjacent turns, so that a noisy machine is noisy for both.
///
/// Both sides match the same 1,000 events on one thread, add up the same checksum while they do, and are timed by the time of the processor; a
/// figure is the best pass of several rounds, since noise only adds.
@main
struct Ratios: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matching-ratios",
    abstract: "Measure the adaptive matcher beside matchers in C, which are compiled with gcc.")

  @Argument(
    help: ArgumentHelp(
      "Where reference.c is; IVCE_REFERENCE, or ../shared/reference/matching beside the suite, by default.",
      valueName: "folder"))
  var folder: String?

  func run() throws {
    let source = ReferenceMatchers.source(in: folder)
    guard FileManager.default.fileExists(atPath: source.path) else {
      if let folder { throw ValidationError("\(folder): expected a folder with reference.c") }
      print("no \(source.path): no comparison with C")
      return try Self.measure(nil)
    }
    let reference = try ReferenceMatchers(source)
    defer { reference.remove() }
    try Self.measure(reference)
  }

  private static func measure(_ reference: ReferenceMatchers?) throws {
    let memory = MemorySpeed.measured
    print(
      String(
        format: "this machine: %.1f GB/s read in sequence, %.0f ns for a random line of 64 bytes among 256 MB\n",
        memory.bytesPerNanosecond, memory.lineNanoseconds))
    for (recipe, rivals) in [(WorkloadRecipe.p, ["inl"]), (.e, ["inl"]), (.d, ["inl", "bits"])] {
      for subscriptions in [100_000, 1_000_000] {
        try compare(recipe, subscriptions, with: rivals, of: reference, memory)
      }
    }
  }

  private static func compare(
    _ recipe: WorkloadRecipe, _ subscriptions: Int, with rivals: [String], of reference: ReferenceMatchers?,
    _ memory: MemorySpeed
  ) throws {
    var ours = LoadedMatcher(recipe.workload(subscriptions: subscriptions))
    var theirs: [ReferenceMatchers.Run] = []
    for _ in 0..<3 {
      ours.measure()
      if let reference {
        for rival in rivals {
          let run = try reference.run(rival, recipe.name, subscriptions)
          guard run.checksum == ours.checksum.value else { throw WrongChecksum(rival: rival, workload: recipe.name) }
          theirs.append(run)
        }
      }
    }
    print("\(recipe.name), \(subscriptions) subscriptions")
    print(
      String(
        format: "  adaptive  %8.0f events/s, %6.1f MB, %.0f insertions/s, %.0f removals/s", ours.eventsPerSecond,
        Double(ours.bytes) / 1e6, ours.insertionsPerSecond, ours.removalsPerSecond))
    if let best = theirs.max(by: { $0.eventsPerSecond < $1.eventsPerSecond }) {
      print(
        String(
          format: "  %@ in C  %8.0f events/s, %6.1f MB: adaptive is %.2f times as fast, in %.2f of the memory",
          best.algorithm.padding(toLength: 5, withPad: " ", startingAt: 0), best.eventsPerSecond,
          Double(best.megabytes), ours.eventsPerSecond / best.eventsPerSecond,
          Double(ours.bytes) / 1e6 / Double(best.megabytes)))
    }
    let floor = memory.floor(bytes: ours.bytesPerEvent, names: ours.matchesPerEvent)
    print(
      String(
        format:
          "  floor: %.1f kB an event read in sequence and %.0f names written, %.2f us; ours takes %.1f times that",
        ours.bytesPerEvent / 1e3, ours.matchesPerEvent, floor / 1e3, ours.nanosecondsPerEvent / floor))
    let readers = ConcurrentReaders(ours.workload)
    print(
      String(
        format: "  two readers: %.2f times the events of one; p99 of an event %.1f us alone, %.1f us beside a writer",
        readers.speedUp,
        readers.p99Alone / 1e3, readers.p99BesideWriter / 1e3))
  }

  struct WrongChecksum: Error { let rival: String, workload: String }
}
