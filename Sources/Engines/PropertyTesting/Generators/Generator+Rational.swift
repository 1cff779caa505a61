import ExactNumbers

extension Generator<Rational> {
  /// Fractions of integers up to a magnitude; the simplest are the integers 0, 1, -1, 2, ...
  ///
  /// - Precondition: `magnitude` is positive.
  public static func rational(magnitude: Int = 1 << 20) -> Generator {
    precondition(magnitude > 0, "fractions have a positive denominator")
    return Generator { source throws(Rejection) in
      let denominator = try source.integer(in: 1...magnitude)
      return Rational(BigInt(try source.integer(in: -magnitude...magnitude)), BigInt(denominator))
    }
  }
}
