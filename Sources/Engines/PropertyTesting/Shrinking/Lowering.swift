extension Shrinker {
  /// Each number by itself: the origin, a search that halves, the few simplest, and smaller powers of two.
  mutating func minimise() {
    var place = 0
    while place < choices.count {
      minimise(place)
      place += 1
    }
  }

  private mutating func minimise(_ place: Int) {
    func isOpen(_ shrinker: Shrinker) -> Bool {
      place < shrinker.choices.count && !(shrinker.choices[place].value == shrinker.choices[place].origin)
    }
    guard isOpen(self) else { return }
    if attempt(choices[place].origin, at: place) { return }
    // To the simpler side of the origin.
    guard isOpen(self) else { return }
    if choices[place].value < choices[place].origin {
      let choice = choices[place]
      let (mirrored, overflow) = choice.origin.addingReportingOverflow(choice.distance)
      if !overflow, mirrored <= choice.maximum { _ = attempt(mirrored, at: place) }
    }
    while isOpen(self),
      let half = Self.lowered(choices[place], by: choices[place].distance - choices[place].distance / 2),
      attempt(half, at: place)
    {}
    guard isOpen(self) else { return }
    let (values, choice) = (best.values, choices[place])
    furthest(upTo: choice.distance) { amount in
      guard let lower = Self.lowered(choice, by: amount) else { return nil }
      var script = values
      script[place] = lower
      return script
    }
    // What fails may not be what is large: all of the simplest are tried.
    guard isOpen(self) else { return }
    for distance in 1...UInt64(8) {
      guard isOpen(self), distance <= choices[place].distance else { return }
      let choice = choices[place]
      let (above, overflow) = choice.origin.addingReportingOverflow(distance)
      if !overflow, above <= choice.maximum, above != choice.value, attempt(above, at: place) { return }
      guard distance < choices[place].distance else { return }
      if distance <= choice.origin, attempt(choice.origin - distance, at: place) { return }
    }
  }

  private mutating func attempt(_ value: UInt64, at place: Int) -> Bool {
    var script = best.values
    script[place] = value
    return attempt(script)
  }

  /// All equal numbers at once, then those of them that have the same maximum, then two at a time, near ones first.
  mutating func lowerTogether() {
    let old = choices
    var distances: [UInt64: [Int]] = [:]
    for (place, choice) in old.enumerated() where choice.maximum > 1 && choice.distance > 0 {
      distances[choice.distance, default: []].append(place)
    }
    for (_, places) in distances.sorted(by: { $0.key > $1.key }) where places.count > 1 {
      lower(places)
      // Equal numbers may mean different things, a key and which of some generators is drawn from.
      for (_, alike) in Dictionary(grouping: places, by: { old[$0].maximum }).sorted(by: { $0.key > $1.key })
      where alike.count > 1 && alike.count < places.count {
        lower(alike)
      }
    }
    for (first, second) in pairs() { lower([first, second]) }
  }

  /// Lowers the numbers at these places by the same amount.
  private mutating func lower(_ places: [Int]) {
    guard places.allSatisfy({ $0 < choices.count }) else { return }
    let (values, old) = (best.values, choices)
    guard let most = places.map({ old[$0].distance }).min(), most > 0 else { return }
    func script(_ amount: UInt64) -> [UInt64]? {
      var script = values
      for place in places {
        guard let lower = Self.lowered(old[place], by: amount) else { return nil }
        script[place] = lower
      }
      return script
    }
    if let lowest = script(most), attempt(lowest) { return }
    furthest(upTo: most, script)
  }

  /// The earlier of two numbers gives to the later what it has, which may be more complicated then: a sum stays what it is.
  mutating func redistribute() {
    for (first, second) in pairs() {
      guard second < choices.count, choices[first].distance > 0 else { continue }
      let (values, giver, taker) = (best.values, choices[first], choices[second])
      func script(_ amount: UInt64) -> [UInt64]? {
        guard let less = Self.lowered(giver, by: amount) else { return nil }
        let isTaken = giver.value >= giver.origin
        let (more, overflow) =
          isTaken ? taker.value.addingReportingOverflow(amount) : taker.value.subtractingReportingOverflow(amount)
        guard !overflow, more <= taker.maximum else { return nil }
        var script = values
        (script[first], script[second]) = (less, more)
        return script
      }
      if let all = script(giver.distance), attempt(all) { continue }
      furthest(upTo: giver.distance, script)
    }
  }

  /// Pairs of places of numbers that are more than booleans, those of small distance first; of many numbers only near pairs.
  private func pairs() -> [(Int, Int)] {
    let places = choices.indices.filter { choices[$0].maximum > 1 }
    guard places.count > 1 else { return [] }
    var pairs: [(Int, Int)] = []
    for gap in 1...min(places.count - 1, max(2, 400 / places.count)) {
      for index in 0..<(places.count - gap) { pairs.append((places[index], places[index + gap])) }
    }
    return pairs
  }
}
