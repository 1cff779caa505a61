/// A range of keys in one aspect, and the events for which it admits more than the condition that it stands for.
struct KeyRange: Hashable, Sendable {
  var low = Int64.min
  var high = Int64.max
  var residual: EventTraits = []

  /// Whether no value has a key in it.
  var isEmpty: Bool { low > high }

  static let empty = KeyRange(low: .max, high: .min)

  /// Both conditions together.
  mutating func narrow(to other: KeyRange) {
    low = max(low, other.low)
    high = min(high, other.high)
    residual.formUnion(other.residual)
  }

  /// The range from the smallest to the largest of some keys.
  init(of keys: [Int64]) { self.init(low: keys.min() ?? .max, high: keys.max() ?? .min) }

  /// The numbers or texts between two bounds, in one of the aspects that have ranges.
  init(_ aspect: Aspect, from low: Literal.Bound?, to high: Literal.Bound?) {
    self.init(low: .min, high: .max)
    if let low { narrow(to: KeyRange(aspect, low: low)) }
    if let high { narrow(to: KeyRange(aspect, high: high)) }
  }

  /// The texts that begin with a prefix. Padding tells a text from a shorter one unless bytes that end the longer are
  /// 0.
  init(prefix: OctetString) {
    let isExact = prefix.fitsKey
    self.init(
      low: Aspect.textKey(prefix), high: Aspect.lastTextKey(prefix: prefix), residual: isExact ? [] : .any)
  }

  init(low: Int64 = .min, high: Int64 = .max, residual: EventTraits = []) {
    self.low = low
    self.high = high
    self.residual = residual
  }

  private init(_ aspect: Aspect, low bound: Literal.Bound) {
    if let text = bound.value.text {
      // A text that has the bound's key and is none of those before it is the bound itself or one that goes on after
      // it.
      self.init(low: Aspect.textKey(text), residual: text.fitsKey && !bound.isStrict ? [] : .any)
    } else if let number = bound.value.number {
      switch aspect {
      case .integer: self = number.smallestInteger(isStrict: bound.isStrict).map { KeyRange(low: $0) } ?? .empty
      case .step:
        let key = Aspect.stepKey(number)
        self =
          number.hasStepKey ? KeyRange(low: bound.isStrict ? key + 1 : key) : KeyRange(low: key, residual: .extreme)
      default:
        let (key, isExact) = Aspect.realKey(number)
        // Integers above the bound may have its key as the largest double that is not above them.
        let isStrict = bound.isStrict && !number.sharesRealKey
        let isLoose = !isExact || (bound.isStrict && number.sharesRealKey)
        self.init(low: isStrict && isExact ? key + 1 : key, residual: isLoose ? .any : [])
      }
    } else {
      self.init(residual: .any)
    }
  }

  private init(_ aspect: Aspect, high bound: Literal.Bound) {
    if let text = bound.value.text {
      // Only if no earlier text has the bound's key are those before it just those with smaller keys.
      let key = Aspect.textKey(text)
      if text.fitsKey, bound.isStrict {
        self = key == .min ? .empty : KeyRange(high: key - 1)
      } else {
        self.init(high: key, residual: .any)
      }
    } else if let number = bound.value.number {
      switch aspect {
      case .integer: self = number.largestInteger(isStrict: bound.isStrict).map { KeyRange(high: $0) } ?? .empty
      case .step:
        let key = Aspect.stepKey(number)
        self =
          number.hasStepKey ? KeyRange(high: bound.isStrict ? key - 1 : key) : KeyRange(high: key, residual: .extreme)
      default:
        let (key, isExact) = Aspect.realKey(number)
        if !isExact {
          self.init(high: key, residual: .any)
        } else if bound.isStrict {
          self.init(high: key - 1)
        } else {
          self.init(high: key, residual: number.sharesRealKey ? .extreme : [])
        }
      }
    } else {
      self.init(residual: .any)
    }
  }
}

extension OctetString {
  /// Whether all texts that have its key begin with it.
  fileprivate var fitsKey: Bool { string.utf8.count <= 8 && string.utf8.last != 0 }
}

extension ExactNumber {
  /// Whether it is an integer that shares its step key with no other number.
  fileprivate var hasStepKey: Bool {
    if case .integer(let integer) = self { integer.magnitude < 1 << 62 } else { false }
  }

  /// Whether there may be integers of 64 bits beside it that are no doubles.
  fileprivate var sharesRealKey: Bool {
    switch self {
    case .integer(let integer): integer.magnitude >= 1 << 53
    case .double: false
    }
  }
}
