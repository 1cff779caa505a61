import Events
import PropertyTesting

extension FilterLaws {
  static let mutants: [Mutant<FilterRules>] = [
    mutant(
      "covers-absent-attributes", "An attribute that only the covering filter constrains is passed over.",
      coveringIsImplication
    ) { rules in
      rules.covers = { one, other in
        one.constraints.allSatisfy { constraint in
          other.constraints.first { $0.attribute == constraint.attribute }
            .map { constraint.low <= $0.low && $0.high <= constraint.high } ?? true
        }
      }
    },
    mutant("covers-by-overlap", "Filters that overlap are taken to cover each other.", coveringIsAnOrder) { rules in
      rules.covers = { $0.overlaps($1) }
    },
    mutant("merges-across-gaps", "Ranges with a gap between them are merged.", perfectMergesAreUnions) { rules in
      rules.merged = { one, other in
        one.constraints.map(\.attribute) == other.constraints.map(\.attribute) && one.constraints.count == 1
          ? one.enclosing(other) : one.merged(with: other)
      }
    },
    mutant("merges-two-attributes", "Filters that differ on two attributes are merged.", perfectMergesAreUnions) {
      rules in
      rules.merged = { one, other in
        one.overlaps(other) && one.constraints.map(\.attribute) == other.constraints.map(\.attribute)
          ? one.enclosing(other) : one.merged(with: other)
      }
    },
    mutant("merges-overlaps-only", "Ranges that touch are not merged.", perfectMergesAreUnions) { rules in
      rules.merged = { one, other in one.overlaps(other) ? one.merged(with: other) : nil }
    },
    mutant("encloses-all-attributes", "What encloses two filters keeps the attributes of the first.", enclosuresCover) {
      rules in
      rules.enclosing = { one, other in
        Filter(
          one.constraints.map { constraint in
            other.constraints.first { $0.attribute == constraint.attribute }
              .map { Constraint($0.attribute, min($0.low, constraint.low), max($0.high, constraint.high)) }
              ?? constraint
          })
      }
    },
    mutant("overlaps-on-one-attribute", "One attribute with ranges that meet is enough.", overlapIsASharedEvent) {
      rules in
      rules.overlaps = { one, other in
        one.constraints.isEmpty || other.constraints.isEmpty
          || one.constraints.contains { constraint in
            other.constraints.contains {
              $0.attribute == constraint.attribute && max($0.low, constraint.low) <= min($0.high, constraint.high)
            }
          }
      }
    },
    mutant("keeps-covered", "Filters are covered by those before them only.", coversAreMinimal) { rules in
      rules.minimalCover = { filters in
        filters.reduce(into: []) { cover, filter in
          if !cover.contains(where: { $0.covers(filter) }) { cover.append(filter) }
        }
      }
    },
    mutant("drops-equals", "Of two filters that cover each other, both are dropped.", coversAreMinimal) { rules in
      rules.minimalCover = { filters in
        filters.enumerated().filter { place, filter in
          !filters.enumerated().contains { $0.offset != place && $0.element.covers(filter) }
        }.map(\.element)
      }
    },
  ]

  private static func mutant(
    _ name: String, _ fault: String, _ law: Law<FilterRules>, _ change: @escaping @Sendable (inout FilterRules) -> Void
  ) -> Mutant<FilterRules> {
    Mutant("events.filters.\(name)", fault, killedBy: [law.id], of: .constant(FilterSpace())) { _ in
      var rules = FilterRules()
      change(&rules)
      return rules
    }
  }
}
