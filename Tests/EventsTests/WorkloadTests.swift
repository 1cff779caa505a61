import Events
import Testing

/// The built-in workloads, held against the values that other programs have found for the same definition.
@Suite struct WorkloadTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    let recipe: WorkloadRecipe
    let constraints: Int
    let hash: UInt64

    var testDescription: String { recipe.name }
  }

  /// With 10,000 subscriptions. Those of U, S and W were found by a program of a page in another language, by the rules as they are told.
  static let golden = [
    Golden(recipe: .p, constraints: 70_083, hash: 0xA72C_44E2_7E6D_46B3),
    Golden(recipe: .e, constraints: 69_808, hash: 0x7BF4_673E_FFDF_EAE4),
    Golden(recipe: .d, constraints: 50_000, hash: 0xA12E_346C_38DF_0AB3),
    Golden(recipe: .u, constraints: 70_083, hash: 0x0F11_2F76_AB81_2F0C),
    Golden(recipe: .s, constraints: 34_984, hash: 0x0D10_F5F0_47E1_DF9B),
    Golden(recipe: .w, constraints: 50_000, hash: 0xFF06_FE77_F43F_6340),
  ]

  @Test(arguments: golden) func isAsOtherProgramsMakeIt(_ golden: Golden) {
    let workload = golden.recipe.workload(subscriptions: 10_000)
    #expect(workload.subscriptionCount == 10_000 && workload.eventCount == WorkloadRecipe.eventCount)
    #expect(workload.constraints.count == golden.constraints)
    #expect(workload.hash == golden.hash)
  }

  @Test func aMillionSubscriptionsAreAsOtherProgramsMakeThem() {
    let workload = WorkloadRecipe.p.workload(subscriptions: 1_000_000)
    #expect(workload.constraints.count == 7_001_245)
    #expect(workload.hash == 0x414C_D226_7E05_D648)
  }

  @Test(
    arguments: [
      (WorkloadRecipe.p, 10_000, 0xCC56_A11D_F535_6F53), (.e, 10_000, 0x033A_3635_D32A_B68A),
      (.d, 23_433, 0xFDF7_A774_0E62_13A7), (.u, 10_000, 0xCC56_A11D_F535_6F53), (.s, 2_103, 0x7432_EA37_4BF6_F907),
      (.w, 23_423, 0x3F56_31B7_9965_9907),
    ] as [(WorkloadRecipe, Int, UInt64)])
  func theScanFindsWhatOtherProgramsFind(_ recipe: WorkloadRecipe, _ count: Int, _ checksum: UInt64) {
    let workload = recipe.workload(subscriptions: 10_000)
    var matcher = ScanMatcher()
    for number in 0..<workload.subscriptionCount {
      matcher.insert(workload.subscription(number).span, as: SubscriptionID(number))
    }
    var (scratch, found) = (matcher.makeScratch(), MatchChecksum())
    for number in 0..<workload.eventCount {
      var matches: [SubscriptionID] = []
      matcher.match(workload.event(number).span, using: &scratch, into: &matches)
      found.add(matches, of: number)
    }
    #expect(found.count == count)
    #expect(found.value == checksum)
  }

  @Test func aChecksumKnowsNoOrder() {
    var (forwards, backwards, other) = (MatchChecksum(), MatchChecksum(), MatchChecksum())
    forwards.add([SubscriptionID(1), SubscriptionID(2)], of: 0)
    forwards.add([SubscriptionID(3)], of: 1)
    backwards.add([SubscriptionID(3)], of: 1)
    backwards.add([SubscriptionID(2), SubscriptionID(1)], of: 0)
    other.add([SubscriptionID(1), SubscriptionID(2), SubscriptionID(3)], of: 0)
    #expect(forwards == backwards && forwards.count == 3)
    #expect(other != forwards)
  }

  @Test(arguments: WorkloadRecipe.all) func fewerSubscriptionsAreTheFirstOfMore(_ recipe: WorkloadRecipe) {
    let (few, many) = (recipe.workload(subscriptions: 100), recipe.workload(subscriptions: 10_000))
    #expect((0..<100).allSatisfy { few.subscription($0) == many.subscription($0) })
    #expect(few.values == many.values)
    #expect(few.hash != many.hash)
  }

  @Test(arguments: WorkloadRecipe.all + (0...4).map { WorkloadRecipe.p.skewed($0) })
  func keepsToItsOwnLimits(_ recipe: WorkloadRecipe) {
    let workload = recipe.workload(subscriptions: 1_000)
    for number in 0..<workload.subscriptionCount {
      let constraints = workload.subscription(number)
      #expect(!constraints.isEmpty && constraints.span.isAscending)
      #expect(
        constraints.allSatisfy {
          $0.attribute < workload.attributes && 0 <= $0.low && $0.low <= $0.high && $0.high < workload.cardinality
        })
    }
    for number in 0..<workload.eventCount {
      let values = Array(workload.event(number))
      #expect(zip(values, values.dropFirst()).allSatisfy { $0.attribute < $1.attribute })
      #expect(
        values.allSatisfy { $0.attribute < workload.attributes && (0..<workload.cardinality).contains($0.value) })
    }
  }
}
