import Randomness

/// Makes a failing case as simple as it can, by changing its choices and generating anew.
///
/// A candidate is a script: numbers that a generator is fed instead of random ones. What the generator makes of them is a value of its
/// own making, so that a shrunk value is in the generator's domain, always. A candidate becomes the best case so far if it fails in the
/// same way and its choices are simpler in shortlex order, which is why shrinking ends. No candidate is tried twice.
///
/// Source of the idea, and of most passes: MacIver and Donaldson, "Test-case reduction via test-case generation: insights from the
/// Hypothesis reducer", ECOOP 2020.
struct Shrinker {
  /// The simplest failing case so far.
  private(set) var best: Recording
  /// How often the property was evaluated.
  private(set) var evaluations = 0
  /// Whether a budget ended the work.
  private(set) var isCutShort = false

  private let budget: ShrinkBudget
  private let passes: [ShrinkPass]
  private let subject: any ShrinkSubject
  private var tried: Set<[UInt64]> = []
  private var generations = 0
  private var random: Xoshiro256StarStar

  init(
    _ failing: Recording, of subject: any ShrinkSubject, seed: Seed, budget: ShrinkBudget,
    passes: [ShrinkPass] = ShrinkPass.allCases
  ) {
    best = failing
    self.subject = subject
    self.budget = budget
    self.passes = passes
    random = seed.stream("shrink")
    tried.insert(failing.values)
  }

  /// Runs the passes until none finds anything simpler, or the budget is spent.
  mutating func run() {
    while !best.choices.isEmpty {
      let before = best.values
      for pass in passes where pass != .resample { run(pass) }
      // The last resort, since most of what it tries is in vain.
      if best.values == before, passes.contains(.resample) { run(.resample) }
      if best.values == before || isCutShort { return }
    }
  }

  private mutating func run(_ pass: ShrinkPass) {
    switch pass {
    case .deleteSpans: deleteSpans()
    case .deleteChoices: deleteChoices()
    case .replaceByPart: replaceByPart()
    case .simplifySpans: simplifySpans()
    case .minimise: minimise()
    case .lowerTogether: lowerTogether()
    case .lowerAndDelete: lowerAndDelete()
    case .deleteAndRenumber: deleteAndRenumber()
    case .sortSiblings: sortSiblings()
    case .redistribute: redistribute()
    case .resample: resample()
    }
  }

  /// Whether a candidate fails in the same way and is simpler, or takes fewer choices if so asked; then it is the best from now on.
  mutating func attempt(_ script: [UInt64], shorter: Bool = false) -> Bool {
    guard script.count <= best.choices.count, tried.insert(script).inserted else { return false }
    return evaluate(script, limit: best.choices.count - (shorter ? 1 : 0), nil)
  }

  /// Whether a case that begins with the script and goes on with small random numbers, at most so many in all, is a simpler
  /// failure.
  mutating func attempt(_ script: [UInt64], thenAtMost limit: Int) -> Bool {
    evaluate(script, limit: limit, Xoshiro256StarStar(seed: random.next()))
  }

  private mutating func evaluate(_ script: [UInt64], limit: Int, _ stream: Xoshiro256StarStar?) -> Bool {
    // To generate costs little beside an evaluation, but not nothing.
    if isCutShort || evaluations >= budget.evaluations || generations / 20 >= budget.evaluations || subject.isOver {
      isCutShort = true
      return false
    }
    generations += 1
    guard let made = subject.generate(script, limit: limit, stream), made.isSimpler(than: best) else { return false }
    // What the property draws by itself is not made yet.
    let values = made.values
    if values != script, values.count >= script.count, !tried.insert(values).inserted { return false }
    evaluations += 1
    guard let found = subject.judge(), found.isSimpler(than: best) else { return false }
    best = found
    tried.insert(found.values)
    return true
  }

  /// The largest amount for which the candidate is a success, found in a number of attempts that grows with its logarithm.
  ///
  /// Candidates are made from the best case at the beginning; nil ends the search.
  @discardableResult
  mutating func furthest(upTo most: UInt64 = .max, _ candidate: (UInt64) -> [UInt64]?) -> UInt64 {
    func succeeds(_ amount: UInt64, _ shrinker: inout Shrinker) -> Bool {
      guard amount <= most, let script = candidate(amount) else { return false }
      return shrinker.attempt(script)
    }
    guard succeeds(1, &self) else { return 0 }
    var (good, bad) = (UInt64(1), UInt64(2))
    while succeeds(bad, &self) {
      good = bad
      bad = bad > .max / 2 ? .max : bad * 2
      if good == bad { return good }
    }
    while bad - good > 1 {
      let middle = good + (bad - good) / 2
      if succeeds(middle, &self) { good = middle } else { bad = middle }
    }
    return good
  }
}

/// What a shrinker works on: a generator and a property, and the way in which it failed.
protocol ShrinkSubject {
  /// Whether time is up.
  var isOver: Bool { get }
  /// Generates from a script, with at most so many choices; after the script from small random numbers, or the simplest. The record,
  /// if there was a value.
  func generate(_ script: [UInt64], limit: Int, _ random: Xoshiro256StarStar?) -> Recording?
  /// Judges what was generated last: the whole record, if the property failed in the same way.
  func judge() -> Recording?
}

extension Shrinker {
  var choices: [Choice] { best.choices }
  var spans: [Span] { best.spans }

  /// The number that is nearer to the origin by `amount`; nil if the distance is less.
  static func lowered(_ choice: Choice, by amount: UInt64) -> UInt64? {
    guard amount <= choice.distance else { return nil }
    return choice.value >= choice.origin ? choice.value - amount : choice.value + amount
  }
}
