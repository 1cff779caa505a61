import Foundation

/// Ways in which a cost can grow with size, up to a factor.
public enum Growth: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
  /// No growth.
  case constant
  /// log n.
  case logarithmic
  /// n.
  case linear
  /// n log n.
  case linearithmic
  /// n^2.
  case quadratic
  /// n to some power that is none of these.
  case power

  /// As it is written: `O(n log n)`.
  public var description: String {
    switch self {
    case .constant: "O(1)"
    case .logarithmic: "O(log n)"
    case .linear: "O(n)"
    case .linearithmic: "O(n log n)"
    case .quadratic: "O(n^2)"
    case .power: "O(n^e)"
    }
  }

  /// The classes that leave nothing open but the factor.
  static let fixed: [Growth] = [.constant, .logarithmic, .linear, .linearithmic, .quadratic]

  /// The logarithm of the growth to size `n`, up to a constant. Not a number for the power, which is not fixed, and not
  /// finite for log n at n = 1.
  func logarithm(at n: Double) -> Double {
    switch self {
    case .constant: 0
    case .logarithmic: log(log(n))
    case .linear: log(n)
    case .linearithmic: log(n) + log(log(n))
    case .quadratic: 2 * log(n)
    case .power: .nan
    }
  }
}
