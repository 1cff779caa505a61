extension Generator {
  /// Arrays of so many elements.
  ///
  /// Before each element a choice says whether there is another, so that the shrinker drops elements one by one or in runs.
  ///
  /// - Precondition: counts are not negative.
  public static func array<Element>(
    of element: Generator<Element>, count: ClosedRange<Int> = 0...Int.max
  ) -> Generator where Value == [Element] {
    precondition(count.lowerBound >= 0, "an array has no fewer than 0 elements")
    let part = SpanLabel.mixed(element.label, 0x656C_656D)
    return Generator(label: SpanLabel.mixed(element.label, 0x6172_7261), isSpan: true) { source throws(Rejection) in
      let more = CollectionSize(count, size: source.size)
      var elements: [Element] = []
      elements.reserveCapacity(min(count.lowerBound, 1024))
      while elements.count < count.upperBound {
        let isCertain = elements.count < count.lowerBound
        let next = try source.span(part) { source throws(Rejection) -> Element? in
          if !isCertain { guard try source.coin(more.probability) else { return nil } }
          return try element.run(&source)
        }
        guard let next else { break }
        elements.append(next)
      }
      return elements
    }
  }

  /// Arrays in which no two elements are equal, in any order.
  ///
  /// An element that is there already is drawn anew, at most ten times; then the array ends, or the case is given up if it is too
  /// short.
  public static func distinct<Element: Hashable & SendableMetatype>(
    of element: Generator<Element>, count: ClosedRange<Int> = 0...Int.max
  ) -> Generator where Value == [Element] {
    .distinct(of: element, by: { $0 }, count: count)
  }

  /// Arrays in which no two elements have the same key.
  static func distinct<Element, Key: Hashable & SendableMetatype>(
    of element: Generator<Element>, by key: @escaping @Sendable (Element) -> Key, count: ClosedRange<Int>
  ) -> Generator where Value == [Element] {
    precondition(count.lowerBound >= 0, "an array has no fewer than 0 elements")
    let part = SpanLabel.mixed(element.label, 0x6B65_7973)
    return Generator(label: SpanLabel.mixed(element.label, 0x6469_7374), isSpan: true) { source throws(Rejection) in
      let more = CollectionSize(count, size: source.size)
      var (elements, keys): ([Element], Set<Key>) = ([], [])
      var failures = 0
      while elements.count < count.upperBound, failures < 10 {
        let isCertain = elements.count < count.lowerBound
        let next = try source.span(part) { source throws(Rejection) -> Element? in
          if !isCertain { guard try source.coin(more.probability) else { return nil } }
          return try element.run(&source)
        }
        guard let next else { return elements }
        if keys.insert(key(next)).inserted {
          elements.append(next)
          failures = 0
        } else {
          failures += 1
        }
      }
      guard elements.count >= count.lowerBound else { throw .unwanted }
      return elements
    }
  }

  /// Arrays in ascending order.
  public static func sorted<Element: Comparable & SendableMetatype>(
    of element: Generator<Element>, count: ClosedRange<Int> = 0...Int.max
  ) -> Generator where Value == [Element] {
    Generator<[Element]>.array(of: element, count: count).map { $0.sorted() }
  }

  /// Sets of so many elements.
  public static func set<Element: Hashable & SendableMetatype>(
    of element: Generator<Element>, count: ClosedRange<Int> = 0...Int.max
  ) -> Generator where Value == Set<Element> {
    Generator<[Element]>.distinct(of: element, count: count).map { Set($0) }
  }

  /// Dictionaries of so many entries.
  public static func dictionary<Key: Hashable & SendableMetatype, Element>(
    _ key: Generator<Key>, _ value: Generator<Element>, count: ClosedRange<Int> = 0...Int.max
  ) -> Generator where Value == [Key: Element] {
    let entries = Generator<[(Key, Element)]>.distinct(of: .tuple(key, value), by: { $0.0 }, count: count)
    return entries.map { Dictionary(uniqueKeysWithValues: $0) }
  }

  /// The elements of a collection in any order; the simplest is the order that they have.
  public static func permutation<Element: Sendable>(
    of elements: some Sequence<Element> & Sendable
  ) -> Generator where Value == [Element] {
    let elements = Array(elements)
    return Generator(label: 0x7065_726D, isSpan: true) { source throws(Rejection) in
      var left = elements
      for place in left.indices.dropLast() {
        // What comes next stays next, unless another is fetched to its place.
        left.insert(left.remove(at: place + (try source.below(left.count - place))), at: place)
      }
      return left
    }
  }

  /// Some of the elements, in the order that they have; the simplest is none.
  public static func subset<Element: Sendable>(
    of elements: some Sequence<Element> & Sendable
  ) -> Generator where Value == [Element] {
    let elements = Array(elements)
    return Generator(label: 0x7375_6273, isSpan: true) { source throws(Rejection) in
      var chosen: [Element] = []
      for element in elements where try source.coin() { chosen.append(element) }
      return chosen
    }
  }

  /// Nothing, or a value; nothing is the simplest.
  public static func optional<Wrapped>(_ wrapped: Generator<Wrapped>) -> Generator where Value == Wrapped? {
    Generator(label: SpanLabel.mixed(wrapped.label, 0x6F70_7469), isSpan: true) { source throws(Rejection) in
      try source.coin(0.75) ? try wrapped.run(&source) : nil
    }
  }

  /// One value of each.
  public static func tuple<each Part>(
    _ part: repeat Generator<each Part>
  ) -> Generator where Value == (repeat each Part) {
    Generator(label: 0x7475_706C, isSpan: true) { source throws(Rejection) in
      // A pack expansion forgets which error is thrown.
      do {
        return (repeat try (each part).run(&source))
      } catch {
        guard let rejection = error as? Rejection else { preconditionFailure("generators throw rejections only") }
        throw rejection
      }
    }
  }
}

/// How likely it is that a collection goes on.
struct CollectionSize {
  /// Of another element, beyond those that must be.
  let probability: Double

  /// Lengths follow a geometric distribution, whose mean beyond the fewest grows to 10, or to half of what is allowed.
  init(_ count: ClosedRange<Int>, size: Double) {
    let room = Double(count.upperBound) - Double(count.lowerBound)
    let mean = min(0.5 + 9.5 * size, room / 2)
    probability = mean / (1 + mean)
  }
}
