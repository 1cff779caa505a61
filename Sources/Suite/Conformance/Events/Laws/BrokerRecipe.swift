import Events
import PropertyTesting
import Randomness

/// A tree of brokers, and clients that subscribe, unsubscribe and publish one after the other, each time when all is quiet.
struct BrokerRecipe: Sendable, CustomStringConvertible {
  let brokers: Int
  let seed: Seed
  let steps: [Step]

  /// What happens at a broker.
  enum Step: Sendable {
    case subscribe(at: Int, number: UInt32, Filter)
    case unsubscribe(at: Int, number: UInt32)
    case publish(at: Int, [AttributeValue])
  }

  /// For instance `3 brokers of seed 0: 1 subscribes {0: 2...3} as 0, 0 publishes {0: 2}`.
  var description: String {
    let steps = steps.map { step in
      switch step {
      case .subscribe(let at, let number, let filter): "\(at) subscribes \(filter) as \(number)"
      case .unsubscribe(let at, let number): "\(at) unsubscribes \(number)"
      case .publish(let at, let event): "\(at) publishes \(Filter.text(of: event))"
      }
    }
    return "\(brokers) brokers of seed \(seed): " + steps.joined(separator: ", ")
  }
}

extension Generator<BrokerRecipe> {
  /// Up to nine brokers; few attributes and values, so that filters cover each other.
  static let brokers = Generator { source throws(Rejection) in
    let brokers = try source.integer(in: 1...9)
    let step = Generator<BrokerRecipe.Step> { source throws(Rejection) in
      let place = try source.integer(in: 0...brokers - 1)
      switch try source.below(4) {
      case 0: return .unsubscribe(at: place, number: try source.integer(in: 0...2))
      case 1: return .publish(at: place, try source.draw(.smallEvent))
      default: return .subscribe(at: place, number: try source.integer(in: 0...2), try source.draw(.smallFilter))
      }
    }
    return BrokerRecipe(
      brokers: brokers, seed: Seed(try source.integer(in: 0...0xFF)),
      steps: try source.draw(.array(of: step, count: 0...16)))
  }
}

extension Generator<Filter> {
  fileprivate static let smallFilter = Generator { source throws(Rejection) in
    var constraints: [Constraint] = []
    for attribute in UInt32(0)..<2 where try source.below(3) != 0 {
      let low = try source.integer(in: Int64(0)...5)
      constraints.append(Constraint(attribute, low, try source.integer(in: low...7)))
    }
    return Filter(constraints)
  }
}

extension Generator<[AttributeValue]> {
  fileprivate static let smallEvent = Generator { source throws(Rejection) in
    var values: [AttributeValue] = []
    for attribute in UInt32(0)..<2 where try source.below(4) != 3 {
      values.append(AttributeValue(attribute, try source.integer(in: Int64(0)...7)))
    }
    return values
  }
}
