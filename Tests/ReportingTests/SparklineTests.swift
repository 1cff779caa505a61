import Reporting
import Testing

struct SparklineTests {
  @Test func risesWithTheValues() {
    #expect(Sparkline.of([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.of([5, 5]) == "▅▅")
    #expect(Sparkline.of([1, .nan, 2]) == "▁ █")
    #expect(Sparkline.of([]) == "" && Sparkline.of([.nan]) == " ")
    #expect(Sparkline.of([1, 2, 3, 9], width: 2) == "▁█")
    #expect(Sparkline.of([-.greatestFiniteMagnitude, .greatestFiniteMagnitude]) == "▁█")
    #expect(Sparkline.of([1, 2], width: -1) == "")
  }
}
