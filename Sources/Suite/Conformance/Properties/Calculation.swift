import PropertyTesting

/// A term of integers, sums and quotients: the subject of a shrinking challenge.
indirect enum Calculation: Sendable, CustomStringConvertible {
  case number(Int)
  case sum(Calculation, Calculation)
  case quotient(Calculation, Calculation)

  struct DivisionByZero: Error {}

  func value() throws -> Int {
    switch self {
    case .number(let number): return number
    case .sum(let left, let right): return try left.value() &+ right.value()
    case .quotient(let left, let right):
      let (dividend, divisor) = (try left.value(), try right.value())
      if divisor == 0 { throw DivisionByZero() }
      return dividend.dividedReportingOverflow(by: divisor).partialValue
    }
  }

  var dividesByLiteralZero: Bool {
    switch self {
    case .number: false
    case .quotient(_, .number(0)): true
    case .sum(let left, let right), .quotient(let left, let right):
      left.dividesByLiteralZero || right.dividesByLiteralZero
    }
  }

  var description: String {
    func inner(_ term: Calculation) -> String {
      if case .number(let number) = term { "\(number)" } else { "(\(term))" }
    }
    return switch self {
    case .number(let number): "\(number)"
    case .sum(let left, let right): "\(inner(left)) + \(inner(right))"
    case .quotient(let left, let right): "\(inner(left)) / \(inner(right))"
    }
  }

  /// Numbers three times in five, as in the public suite.
  static let generator: Generator<Calculation> = Generator { source throws(Rejection) in
    switch try source.below(5) {
    case 0...2: .number(try source.integer(in: Int.min...Int.max))
    case 3: .sum(try source.draw(generator), try source.draw(generator))
    default: .quotient(try source.draw(generator), try source.draw(generator))
    }
  }
}
