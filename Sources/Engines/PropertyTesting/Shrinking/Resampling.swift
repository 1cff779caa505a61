extension Shrinker {
  /// Keeps the beginning of the case and draws the rest anew, with at most as many choices as before and mostly small numbers.
  ///
  /// Worth its price only for small cases, in which a few hundred draws hit something.
  mutating func resample() {
    let most = choices.count
    guard most <= 48 else { return }
    for round in 0..<400 {
      let kept = round % 4 == 0 ? 0 : round % most
      let limit = round % 2 == 0 ? most : max(1, most - 1 - round / 2 % 4)
      guard kept < limit else { continue }
      if attempt(Array(best.values.prefix(kept)), thenAtMost: limit) { return }
    }
  }
}
