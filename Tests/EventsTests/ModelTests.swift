import Events
import Randomness
import Testing

/// Values, events and predicates by themselves.
@Suite struct ModelTests {
  /// The truth of one comparison on one value.
  private func truth(_ value: EventValue?, _ comparison: AttributePredicate.Comparison) throws -> Truth {
    let event = try value.map { try Event(["x": $0]) } ?? Event([:])
    return try AttributePredicate("x", comparison).truth(on: event)
  }

  @Test func numbersOfOneValueAreOneValue() throws {
    #expect(EventValue(20) == EventValue(floatLiteral: 20.0))
    #expect(EventValue(20).hashValue == EventValue(floatLiteral: 20.0).hashValue)
    #expect(EventValue(floatLiteral: 0.0) == EventValue(floatLiteral: -0.0))
    #expect(EventValue(floatLiteral: -0.0).description == "0")
    #expect(EventValue(1 << 53 + 1) != EventValue(floatLiteral: 0x1p53))
    #expect(EventValue(1 << 53) == EventValue(floatLiteral: 0x1p53))
    #expect(EventValue(Int64.max) != EventValue(floatLiteral: 0x1p63))
    #expect(EventValue(Int64.min) == EventValue(floatLiteral: -0x1p63))
    #expect(EventValue(1) != EventValue(true))
    #expect(EventValue("1") != EventValue(1))
  }

  @Test func nanIsNoValue() {
    #expect(throws: InvalidEvent.notANumber) { try EventValue(Double.nan) }
    #expect(throws: InvalidEvent.notANumber) { try EventValue(-Double.signalingNaN) }
    #expect(throws: Never.self) { try EventValue(Double.infinity) }
  }

  #if arch(x86_64)
  /// An extended double holds every 64-bit integer and every double.
  @Test func numbersCompareExactly() throws {
    func exact(_ value: EventValue) -> Float80 {
      switch value.content {
      case .integer(let integer): Float80(integer)
      case .double(let double): Float80(double)
      case .text, .boolean: .nan
      }
    }
    for left in ModelDraws.numbers {
      for right in ModelDraws.numbers {
        let (x, y) = (exact(left), exact(right))
        #expect(try truth(left, .less(right)) == Truth(x < y), "\(left) < \(right)")
        #expect(try truth(left, .lessOrEqual(right)) == Truth(x <= y), "\(left) <= \(right)")
        #expect(try truth(left, .greater(right)) == Truth(x > y), "\(left) > \(right)")
        #expect(try truth(left, .greaterOrEqual(right)) == Truth(x >= y), "\(left) >= \(right)")
        #expect(try truth(left, .equal(right)) == Truth(x == y), "\(left) = \(right)")
        #expect(try truth(left, .notEqual(right)) == Truth(x != y), "\(left) != \(right)")
        #expect((left == right) == (x == y))
      }
    }
  }
  #endif

  @Test func textsCompareByBytes() throws {
    for left in ModelDraws.texts {
      for right in ModelDraws.texts {
        let (x, y) = (Array(left.utf8), Array(right.utf8))
        let isLess = x.lexicographicallyPrecedes(y)
        #expect(try truth(EventValue(left), .less(EventValue(right))) == Truth(isLess))
        #expect(try truth(EventValue(left), .lessOrEqual(EventValue(right))) == Truth(isLess || x == y))
        #expect(try truth(EventValue(left), .equal(EventValue(right))) == Truth(x == y))
        #expect(try truth(EventValue(left), .prefix(EventValue(right))) == Truth(x.starts(with: y)))
        #expect((EventValue(left) == EventValue(right)) == (x == y))
      }
    }
    // Canonically equivalent, and different all the same.
    #expect("\u{E9}" == "e\u{301}")
    #expect(EventValue("\u{E9}") != EventValue("e\u{301}"))
    let event = try Event(["\u{E9}": 1, "e\u{301}": 2])
    #expect(event["\u{E9}"] == 1 && event["e\u{301}"] == 2)
  }

  @Test func aValueOfAnotherClassCountsAsAbsent() throws {
    for value: EventValue? in [nil, "1", true] {
      for comparison: AttributePredicate.Comparison in [
        .equal(1), .notEqual(1), .less(1), .lessOrEqual(1), .greater(1), .greaterOrEqual(1), .within(1, 2),
        .oneOf([1, 2]),
      ] {
        #expect(try truth(value, comparison) == .unknown)
      }
      #expect(try truth(value, .exists) == Truth(value != nil))
    }
    #expect(try truth(1, .prefix("1")) == .unknown)
    #expect(try truth("a", .oneOf([1])) == .unknown)
    #expect(try truth(nil, .prefix("")) == .unknown)
    #expect(try truth("", .prefix("")) == .yes)
    #expect(try truth(1, .notEqual(true)) == .unknown)
    #expect(try truth(false, .notEqual(true)) == .yes)
  }

  @Test func predicatesRefuseWhatMeansNothing() {
    #expect(throws: InvalidPredicate.emptyName) { try AttributePredicate("", .exists) }
    #expect(throws: InvalidPredicate.emptyRange(20, 10)) { try AttributePredicate("x", .within(20, 10)) }
    #expect(throws: InvalidPredicate.emptyRange("b", "a")) { try AttributePredicate("x", .within("b", "a")) }
    #expect(throws: InvalidPredicate.mixedClasses) { try AttributePredicate("x", .within(20, "a")) }
    #expect(throws: InvalidPredicate.mixedClasses) { try AttributePredicate("x", .oneOf([20, "a"])) }
    #expect(throws: InvalidPredicate.emptySet) { try AttributePredicate("x", .oneOf([])) }
    #expect(throws: InvalidPredicate.booleanOrder) { try AttributePredicate("x", .less(true)) }
    #expect(throws: InvalidPredicate.booleanOrder) { try AttributePredicate("x", .oneOf([true])) }
    #expect(throws: InvalidPredicate.booleanOrder) { try AttributePredicate("x", .within(false, true)) }
    #expect(throws: InvalidPredicate.prefixOfNoText(1)) { try AttributePredicate("x", .prefix(1)) }
  }

  @Test func setsAreAscendingAndEachValueOnce() throws {
    let predicate = try AttributePredicate("x", .oneOf([3, 1, 2.0, 2, 1]))
    #expect(predicate == (try AttributePredicate("x", .oneOf([1, 2, 3]))))
    #expect(predicate.description == "x in {1, 2, 3}")
  }

  @Test func eventsHaveOneValueOfAnAttribute() throws {
    #expect(throws: InvalidEvent.duplicate("x")) { try Event(["x": 1, "y": 2, "x": 1]) }
    #expect(throws: InvalidEvent.emptyName) { try Event(["": 1]) }
    let event = try Event(["b": 1, "a": "A", "c": true])
    #expect(event.attributes.map(\.name) == ["a", "b", "c"])
    #expect(event["a"] == "A" && event["b"] == 1 && event["c"] == true && event["d"] == nil)
    #expect(event == (try Event(["c": true, "a": "A", "b": 1.0])))
  }

  @Test func everyAttributeIsFound() throws {
    for count in 0..<20 {
      let event = try Event(attributes: (0..<count).map { (name: "n\($0 * 2)", value: EventValue($0)) })
      #expect(event.count == count)
      for number in 0..<count {
        #expect(event["n\(number * 2)"] == EventValue(number))
        #expect(event["n\(number * 2 + 1)"] == nil)
      }
    }
  }
}
