import Events
import PropertyTesting

/// An index over some matcher, and what it is to go through.
struct IndexSubject {
  typealias Index = SubscriptionIndex<ErasedMatcher, Int>

  let recipe: IndexRecipe
  /// Makes a matcher without subscriptions.
  let make: () -> any BuiltMatcher
  /// What is put into the index for a subscription, which mutants confuse.
  var kept: (Subscription) -> Subscription = { $0 }

  /// Goes through the changes, and hands out the index and what is in it by their meaning: after each change, or at the end only.
  func goThrough(_ body: (borrowing Index, [Int: Subscription]) throws -> Void) throws {
    let schema = recipe.promisesIntegers ? try EventSchema(["a": .integer()], isOpen: true) : .none
    var index = Index(ErasedMatcher(make()), schema: schema)
    var live: [Int: Subscription] = [:]
    for change in recipe.changes {
      switch change {
      case .insert(let name, let subscription):
        let isNew = index.insert(kept(subscription), as: name)
        try expect(isNew == (live[name] == nil), "\(name) is \(isNew ? "" : "not ")taken for new")
        if isNew { live[name] = subscription }
      case .remove(let name):
        let wasThere = index.remove(name)
        try expect(wasThere == (live.removeValue(forKey: name) != nil), "\(name) was \(wasThere ? "" : "not ")found")
      }
      try body(index, live)
    }
    for name in live.keys.sorted() { index.remove(name) }
    try body(index, [:])
  }
}
