/// What is wrong with a run that no store takes.
struct RunFlaw: Error, Hashable {
  /// Where, such as `series[2].values[0]`.
  let place: String
  let expected: String
  let found: String
}

extension StoredRun {
  /// The first thing that is wrong with the run; nil for a run that can be stored.
  var flaw: RunFlaw? {
    if started.milliseconds == nil {
      // The description of a date that is not a number would end the process.
      let seconds = started.timeIntervalSince1970
      return RunFlaw(
        place: "started", expected: "an instant of the years 1600 to 9999", found: "\(seconds) seconds since 1970")
    }
    if let revision, !revision.isRevision {
      return RunFlaw(place: "revision", expected: "40 lower-case hexadecimal digits", found: revision.excerpt)
    }
    let words =
      [("command", command), ("program", program)]
      + configuration.sorted { $0.key < $1.key }.flatMap { [("configuration", $0.key), ("configuration", $0.value)] }
      + [("machine.processor", machine.processor), ("machine.operating_system", machine.operatingSystem)]
    for (place, text) in words where text.hasZero { return .zero(place) }
    for (position, series) in series.enumerated() {
      if let flaw = series.flaw(at: "series[\(position)]") { return flaw }
    }
    return nil
  }
}

extension StoredSeries {
  /// The most values of one series: a database holds no more than 10^9 bytes in one place.
  static let mostValues = 100_000_000

  fileprivate func flaw(at place: String) -> RunFlaw? {
    for (member, text) in [("kernel", kernel), ("metric", metric), ("unit", unit)] {
      if text.hasZero { return .zero("\(place).\(member)") }
      if text.isEmpty, member != "unit" {
        return RunFlaw(place: "\(place).\(member)", expected: "a name", found: "an empty text")
      }
    }
    if values.count > Self.mostValues {
      return RunFlaw(
        place: "\(place).values", expected: "at most \(Self.mostValues) values", found: "\(values.count)")
    }
    if let position = values.firstIndex(where: { !$0.isFinite }) {
      return RunFlaw(
        place: "\(place).values[\(position)]", expected: "a finite number", found: "\(values[position])")
    }
    return nil
  }
}

extension RunFlaw {
  /// A database ends its texts at the first zero character.
  fileprivate static func zero(_ place: String) -> RunFlaw {
    RunFlaw(place: place, expected: "a text without zero characters", found: "one with")
  }
}

extension String {
  fileprivate var hasZero: Bool { utf8.contains(0) }

  fileprivate var isRevision: Bool {
    utf8.count == 40 && utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
