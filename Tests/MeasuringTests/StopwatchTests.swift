import Measuring
import Testing

struct StopwatchTests {
  @Test(arguments: [TimeSource.monotonic, .processor])
  func timeDoesNotRunBackwards(source: TimeSource) {
    let stopwatch = Stopwatch(source)
    var last = stopwatch.nanoseconds
    #expect(last >= 0)
    for _ in 0..<1_000 {
      let now = stopwatch.nanoseconds
      #expect(now >= last)
      last = now
    }
    while stopwatch.nanoseconds == 0 {}
    #expect(stopwatch.seconds > 0 && stopwatch.seconds < 3_600)
  }

  /// Nanoseconds by the processor's clock alone would mix up the two sources.
  @Test func sourcesDiffer() {
    #expect(TimeSource.monotonic.nanoseconds != TimeSource.processor.nanoseconds)
  }
}
