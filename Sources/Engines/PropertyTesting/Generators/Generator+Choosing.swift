extension Generator {
  /// A value of one of the generators, each as likely; those of the first are the simplest.
  ///
  /// - Precondition: there is a generator.
  public static func oneOf(_ generators: Generator...) -> Generator { .oneOf(generators) }

  /// A value of one of the generators, each as likely; those of the first are the simplest.
  ///
  /// - Precondition: there is a generator.
  public static func oneOf(_ generators: [Generator]) -> Generator { .frequency(generators.map { (1, $0) }) }

  /// A value of one of the generators, as often as its weight says among all; those of the first are the simplest.
  ///
  /// - Precondition: weights are not negative, some are positive, and their sum fits an `Int`.
  public static func frequency(_ generators: (Int, Generator)...) -> Generator { .frequency(generators) }

  /// A value of one of the generators, as often as its weight says among all; those of the first are the simplest.
  ///
  /// - Precondition: weights are not negative, some are positive, and their sum fits an `Int`.
  public static func frequency(_ generators: [(Int, Generator)]) -> Generator {
    precondition(generators.allSatisfy { $0.0 >= 0 }, "the weight of a generator is not negative")
    let choices = generators.filter { $0.0 > 0 }
    precondition(!choices.isEmpty, "one of no generators cannot be chosen")
    let label = choices.reduce(0x6F6E_654F) { SpanLabel.mixed($0, $1.1.label) }
    let weights = choices.map { UInt64($0.0) }
    let total = weights.reduce(0, +)
    return Generator(label: label, isSpan: true) { source throws(Rejection) in
      // The choice is among generators and not among weights, so that it says no more than is needed.
      let chosen = try source.choose(upTo: UInt64(choices.count - 1), origin: 0) { random in
        var left = random.below(total)
        return UInt64(
          weights.firstIndex { weight in
            if left < weight { return true }
            left -= weight
            return false
          } ?? 0)
      }
      return try choices[Int(chosen)].1.run(&source)
    }
  }

  /// One of the elements, each as likely; the first is the simplest.
  ///
  /// - Precondition: there is an element.
  public static func element(of elements: some Sequence<Value>) -> Generator where Value: Sendable {
    let elements = Array(elements)
    precondition(!elements.isEmpty, "an element of nothing cannot be chosen")
    return Generator(choice: { source throws(Rejection) in elements[try source.below(elements.count)] })
  }
}

extension Generator where Value: CaseIterable & Sendable {
  /// One of the cases; the first is the simplest.
  public static var anyCase: Generator { .element(of: Value.allCases) }
}
