import Events
import PropertyTesting

/// The laws of matchers with what they are applied to.
enum MatchingSuites {
  static let exact = LawSuite<MatchingSubject>(
    subsystem: "events", laws: MatchingLaws.exact,
    specimens: MatchingImplementation.all.filter(\.isExact).map(specimen),
    mutants: [
      mutant("finds-by-low-end", "A range is found by its low end only.", [MatchingLaws.equalsScan], .findsByLowEnd),
      mutant(
        "admits-absent", "A constraint on an attribute that the event lacks counts as met.", [MatchingLaws.equalsScan],
        .admitsAbsent),
      mutant("excludes-high-end", "The high end of a range is left out.", [MatchingLaws.equalsScan], .excludesHighEnd),
      mutant(
        "removes-by-present-popularity", "Removal looks where the subscription would be filed today.",
        [MatchingLaws.equalsScan], .removesByPresentPopularity),
      Mutant(
        "events.matching.rein.forgets-absent", "REIN as it is public: what lacks an attribute is not marked.",
        killedBy: [MatchingLaws.equalsScan.id], of: .fewSubscriptions
      ) { recipe in
        MatchingSubject(recipe: recipe) {
          var matcher = REINMatcher()
          matcher.marksAbsentAttributes = false
          return MatcherBox(matcher)
        }
      },
      mutant("overflows", "A list takes one subscription.", [MatchingLaws.namesMeanNothing], .overflows),
    ])

  static let all = LawSuite<MatchingSubject>(
    subsystem: "events", laws: MatchingLaws.all, specimens: MatchingImplementation.all.map(specimen),
    mutants: [
      mutant(
        "loses-high-end", "The high end of a range is left out.", [MatchingLaws.noFalseNegative], .excludesHighEnd),
      mutant(
        "files-everywhere", "Subscriptions are filed under all of their attributes.", [MatchingLaws.noFalseNegative],
        .filesEverywhere),
      mutant("forgets-wide", "Wide ranges are not worth filing.", [MatchingLaws.wideningLosesNothing], .forgetsWide),
      mutant("replaces-taken", "A name that is taken is given anew.", [MatchingLaws.removalUndoes], .replacesTaken),
      mutant("counts-up-only", "Popularity is never counted down.", [MatchingLaws.invariants], .countsUpOnly),
    ])

  /// The laws that apply to a matcher of one's own.
  static func checks(of implementation: MatchingImplementation) -> [LawCheck] {
    let specimens = [specimen(implementation)]
    let everybody = LawSuite(subsystem: "events", laws: all.laws, specimens: specimens, mutants: all.mutants)
    guard implementation.isExact else { return everybody.checks }
    return everybody.checks
      + LawSuite(subsystem: "events", laws: exact.laws, specimens: specimens, mutants: exact.mutants).checks
  }

  private static func specimen(_ implementation: MatchingImplementation) -> Specimen<MatchingSubject> {
    Specimen("events.matching.\(implementation.id)", implementation.summary, of: .matching) { recipe in
      MatchingSubject(recipe: recipe) { implementation.make(.ofLaws) }
    }
  }

  private static func mutant(
    _ name: String, _ fault: String, _ laws: [Law<MatchingSubject>], _ kind: FaultyPivot.Fault
  ) -> Mutant<MatchingSubject> {
    Mutant("events.matching.any.\(name)", fault, killedBy: Set(laws.map(\.id)), of: .fewSubscriptions) { recipe in
      MatchingSubject(recipe: recipe) { MatcherBox(FaultyPivot(fault: kind)) }
    }
  }
}

extension MatchingWorkload {
  /// What matchers are told to expect under the laws, which is not all that comes.
  static let ofLaws = MatchingWorkload(name: "laws", attributes: 12, cardinality: 48)
}
