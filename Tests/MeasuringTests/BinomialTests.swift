import Measuring
import Testing

struct BinomialTests {
  struct Row: Sendable {
    let count: Int
    let trials: Int
    let probability: Double
    let atMost: Double
    let atLeast: Double

    init(_ count: Int, _ trials: Int, _ probability: Double, _ atMost: Double, _ atLeast: Double) {
      (self.count, self.trials, self.probability) = (count, trials, probability)
      (self.atMost, self.atLeast) = (atMost, atLeast)
    }
  }

  /// Sums of the terms in 50 digits.
  static let tails = [
    Row(0, 10, 0.1, 0.34867844009999997849, 1),
    Row(3, 10, 0.1, 0.98720480159999999752, 0.070190826400000009558),
    Row(10, 50, 0.3, 0.078850624823056433732, 0.95976836586080594838),
    Row(20, 50, 0.3, 0.95223616457946998844, 0.084802598553825597672),
    Row(0, 5000, 0.001, 0.0067211119598656171115, 1),
    Row(5, 5000, 0.001, 0.61596066946997988062, 0.55959449690905168831),
    Row(12, 5000, 0.001, 0.99799314986338325529, 0.0054283873818052951152),
    Row(40, 60, 0.75, 0.09248427056127840218, 0.94585606181178081312),
    Row(4900, 5000, 0.99, 2.4848312667928992386e-10, 0.99999999987934253155),
    Row(0, 20, 0.95, 9.5367431640662694066e-27, 1),
    Row(19, 20, 0.95, 0.6415140775914581008, 0.73583952494384951431),
    Row(900, 3000, 0.3125, 0.072109934659835617973, 0.93318518645030362705),
  ]

  @Test(arguments: tails)
  func tailsAreSumsOfTerms(row: Row) {
    let binomial = Binomial(trials: row.trials, probability: row.probability)
    let (below, above) = (binomial.atMost(row.count), binomial.atLeast(row.count))
    #expect(abs(below / row.atMost - 1) < 1e-12, "\(below)")
    #expect(abs(above / row.atLeast - 1) < 1e-12, "\(above)")
  }

  @Test func termsSumToOne() {
    for probability in [0, 0.001, 0.25, 0.5, 0.9, 1] {
      for trials in [0, 1, 2, 7, 300] {
        let binomial = Binomial(trials: trials, probability: probability)
        let total = (0...trials).reduce(0) { $0 + binomial.exactly($1) }
        #expect(abs(total - 1) < 1e-13, "\(total)")
        #expect(binomial.atMost(-1) == 0 && binomial.atMost(trials) == 1)
        #expect(binomial.atLeast(0) == 1 && binomial.atLeast(trials + 1) == 0)
        #expect(binomial.exactly(-1) == 0 && binomial.exactly(trials + 1) == 0)
      }
    }
  }
}
