/// Puts arbitrary subscriptions, under names of the caller's choice, onto a ``Matcher``, which knows only conjunctions
/// of integer ranges.
///
/// A subscription is brought into a disjunction of conjunctions; each becomes a subscription of the matcher, over
/// *dimensions* that stand for an attribute in one form of its values. Where such a range of keys admits more than it
/// should, the subscription itself is asked about the event; conjunctions of comparisons of numbers with integers, and
/// of equalities, never need that. What is found is exact in any case.
///
/// An attribute that a ``EventSchema`` declares to be an integer takes its values for keys, which suits matchers that
/// store narrow ranges best; without it, keys are twice the values, which leaves room for fractions. An event that
/// breaks that promise is still matched exactly, but against each subscription.
///
///     var index = SubscriptionIndex<ScanMatcher, String>(ScanMatcher())
///     index.insert(try Subscription(parsing: #"price in [10, 20] and sym = "IBM""#), as: "bargain")
///     var scratch = index.makeScratch()
///     var matches: [String] = []
///     index.match(try Event(["price": 15, "sym": "IBM"]), using: &scratch, into: &matches)
public struct SubscriptionIndex<M: Matcher & ~Copyable, ID: Hashable & Sendable>: ~Copyable, Sendable {
  /// A subscription of the matcher.
  @usableFromInline
  struct Part: Sendable {
    /// The place of the subscription that it is part of.
    @usableFromInline var owner: Int32
    /// The next part of the same subscription; -1 after the last.
    @usableFromInline var next: Int32
    /// The traits of events for which the subscription itself must be asked.
    @usableFromInline var residual: UInt8
    /// Whether the subscription has no other part.
    @usableFromInline var isOnly: Bool
  }

  @usableFromInline var matcher: M
  /// The names and the subscriptions, as they were inserted, by place; nil at places that are free.
  @usableFromInline var owners: [ID?] = []
  @usableFromInline var subscriptions: [Subscription?] = []
  /// The first part of each; -1 if no event can satisfy it.
  var firstParts: [Int32] = []
  @usableFromInline var parts: [Part] = []
  @usableFromInline var dimensions = DimensionTable()
  var places: [ID: Int32] = [:]
  var freeOwners: [Int32] = []
  var freeParts: [Int32] = []
  private let schema: EventSchema

  /// An index without subscriptions.
  ///
  /// - Parameters:
  ///   - matcher: without subscriptions.
  ///   - schema: which attributes have integers only.
  public init(_ matcher: consuming M, schema: EventSchema = .none) {
    precondition(matcher.count == 0, "the matcher of an index is without subscriptions")
    self.matcher = matcher
    self.schema = schema
  }

  /// The subscriptions that are in it.
  public var count: Int { places.count }

  /// The conjunctions that they became: the subscriptions of the matcher.
  public var conjunctionCount: Int { matcher.count }

  /// The dimensions of the conjunctions: what the matcher takes for attributes.
  public var dimensionCount: Int { dimensions.count }

  /// The subscription of a name; nil if there is none.
  public subscript(_ id: ID) -> Subscription? { places[id].flatMap { subscriptions[Int($0)] } }

  /// Takes in a subscription. Returns false, and changes nothing, if there is one of this name.
  ///
  /// Takes time in proportion to its conjunctions, of which there are at most 64, beside the matcher's own.
  @discardableResult
  public mutating func insert(_ subscription: Subscription, as id: ID) -> Bool {
    if places[id] != nil { return false }
    let owner = takePlace()
    places[id] = owner
    let conjunctions = conjunctions(of: subscription)
    var next: Int32 = -1
    for conjunction in conjunctions.reversed() {
      var residual = conjunction.residual
      let constraints = dimensions.acquire(conjunction, residual: &residual)
      next = addPart(
        Part(owner: owner, next: next, residual: residual.rawValue, isOnly: conjunctions.count == 1))
      matcher.insert(constraints.span, as: SubscriptionID(Int(next)))
    }
    (owners[Int(owner)], subscriptions[Int(owner)], firstParts[Int(owner)]) = (id, subscription, next)
    return true
  }

  private mutating func takePlace() -> Int32 {
    if let again = freeOwners.popLast() { return again }
    owners.append(nil)
    subscriptions.append(nil)
    firstParts.append(-1)
    return Int32(owners.count - 1)
  }

  func conjunctions(of subscription: Subscription) -> [Conjunction] {
    Conjunction.all(of: subscription) { schema.hasIntegers($0) }
  }

  private mutating func addPart(_ part: Part) -> Int32 {
    if let again = freeParts.popLast() {
      parts[Int(again)] = part
      return again
    }
    parts.append(part)
    return Int32(parts.count - 1)
  }

  /// Takes out a subscription. Returns false, and changes nothing, if there is none of this name.
  @discardableResult
  public mutating func remove(_ id: ID) -> Bool {
    guard let place = places.removeValue(forKey: id), let subscription = subscriptions[Int(place)] else { return false }
    var part = firstParts[Int(place)]
    while part >= 0 {
      matcher.remove(SubscriptionID(Int(part)))
      freeParts.append(part)
      part = parts[Int(part)].next
    }
    for conjunction in conjunctions(of: subscription) { dimensions.release(conjunction) }
    (owners[Int(place)], subscriptions[Int(place)]) = (nil, nil)
    freeOwners.append(place)
    return true
  }
}

extension SubscriptionIndex: Copyable where M: Copyable {}
