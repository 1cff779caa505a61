import Participants

// What tests and models look at.
extension Broker {
  /// Looks whether every neighbour has been asked for what is needed, for nothing that other filters cover, and for nothing wider: the
  /// filters that no other one covers, or merges that are as narrow as what they stand for.
  ///
  /// - Throws: ``BrokenInvariant``.
  package func checkInvariants() throws {
    try BrokenInvariant.unless(asksForAllThatIsNeeded, "asks for less than is needed")
    for place in links.indices {
      let (told, needed) = (links[place].announced, needs(over: place))
      switch settings.routing {
      case .flooding where !links[place].isMoving: try BrokenInvariant.unless(told.isEmpty, "asks for \(told)")
      case .flooding, .covering:
        let cover = needed.minimalCover
        try BrokenInvariant.unless(told == cover, "asks for \(told) where \(cover) is needed")
      case .identity:
        try BrokenInvariant.unless(told == Set(needed).sorted(), "asks for \(told) where \(needed) is needed")
      case .perfectMerging, .imperfectMerging:
        try BrokenInvariant.unless(told == told.minimalCover, "asks for \(told), some of which others cover")
        for filter in told {
          let parts = needed.filter { filter.covers($0) }
          let hull = parts.dropFirst().reduce(parts.first) { $0?.enclosing($1) }
          try BrokenInvariant.unless(hull == filter, "asks for \(filter) where \(parts) are needed")
        }
      }
    }
  }

  /// Whether every neighbour has been asked for all that is needed, and perhaps for more.
  package var asksForAllThatIsNeeded: Bool {
    links.indices.allSatisfy { place in
      let needed = needs(over: place)
      return needed.isEmpty || needed.allSatisfy { links[place].announced.cover($0) }
    }
  }

  /// Whether a client here wants an event.
  package func wants(_ event: [AttributeValue]) -> Bool { subscriptions.contains { $0.filter.matches(event) } }

  /// The neighbours that stay, what each asks for, and what it has been asked for.
  package var agreements: [(neighbour: Address, wanted: [Filter], announced: [Filter])] {
    links.compactMap { link in link.neighbour.map { ($0, link.wanted, link.announced) } }
  }
}

extension Anchor {
  /// Events that are kept.
  package var kept: Int { queue.count + held.count }

  /// Whether the subtree is connected, and nothing of its moves is left.
  package var isSettled: Bool { !isGone && !isAwaiting && held.isEmpty && next == nil }
}

extension [Broker] {
  /// Looks whether every broker knows what its neighbours ask for, as it must when nothing is on its way.
  ///
  /// - Throws: ``BrokenInvariant``.
  package func checkAgreement() throws {
    for (index, broker) in enumerated() {
      for (neighbour, wanted, _) in broker.agreements where indices.contains(neighbour.index) {
        let told = self[neighbour.index].agreements.first { $0.neighbour == Address(index) }?.announced
        try BrokenInvariant.unless(
          told == wanted, "\(index) knows \(wanted), and \(neighbour) asked for \(told ?? [])")
      }
    }
  }
}
