extension ViceroyLinks {
  /// One hop of the phase that the message is in, or of the next where that has come to its end. If whoever is next
  /// does not answer, its neighbours may, and climb on other ways.
  public func steps(to key: UInt64, on route: ViceroyRoute, from here: RingVicinity) -> [RingStep<ViceroyRoute>] {
    guard let best = step(to: key, on: route, from: here) else { return [] }
    var steps = [best]
    if best.route.phase == .circling, let neighbour = neighbour(towards: key, from: here), neighbour != best.contact {
      steps.append(RingStep(neighbour, best.route))
    }
    for successor in here.reachable.prefix(3) where !steps.contains(where: { $0.contact == successor }) {
      steps.append(RingStep(successor, route.changed(to: .climbing)))
    }
    return steps
  }

  /// The best of them. A link that is missing though others lead where it should is made up for: whoever cannot climb
  /// asks its successor, and whoever cannot go down goes along its level.
  public func step(to key: UInt64, on route: ViceroyRoute, from here: RingVicinity) -> RingStep<ViceroyRoute>? {
    var phase = route.phase
    let level = Self.level(of: here.identifier)
    if phase == .climbing, level > 1 {
      if let up { return RingStep(up, route) }
      if !isAbsent(.up) { return here.successors.first.map { RingStep($0, route) } }
    }
    if phase == .climbing { phase = .descending }
    if phase == .descending {
      let distance = key &- here.identifier
      let link: Link = distance < Viceroy.step(of: level) ? .left : .right
      if let below = self[link] {
        if below.identifier &- here.identifier <= distance { return RingStep(below, route.changed(to: .descending)) }
        // Past the key the way down ends, and goes there only if that is nearer.
        if below.identifier &- key < distance { return RingStep(below, route.changed(to: .circling)) }
      } else if !isAbsent(link), let next, next.identifier &- here.identifier &- 1 < distance {
        return RingStep(next, route.changed(to: .descending))
      }
    }
    return along(towards: key, from: here).map { RingStep($0, route.changed(to: .circling)) }
  }

  /// The neighbour on the ring of the level if it is not beyond the key, else the neighbour on the ring; clockwise to a
  /// key that is nearer that way, and else back to it.
  private func along(towards key: UInt64, from here: RingVicinity) -> RingContact? {
    let (ahead, behind) = (key &- here.identifier, here.identifier &- key)
    if ahead <= behind {
      if let next, next.identifier &- here.identifier &- 1 < ahead { return next }
    } else if let previous, here.identifier &- previous.identifier &- 1 < behind {
      return previous
    }
    return neighbour(towards: key, from: here)
  }

  /// The neighbour on the ring that is nearer to the key.
  private func neighbour(towards key: UInt64, from here: RingVicinity) -> RingContact? {
    let isBehind = key &- here.identifier > here.identifier &- key
    return isBehind ? here.predecessor ?? here.successors.first : here.successors.first
  }
}
