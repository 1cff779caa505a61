extension MutableCollection where Self: RandomAccessCollection {
  /// Puts the elements into a uniformly random order. O(n), n - 1 draws of `below`.
  ///
  /// The standard library's `shuffle(using:)` may change its algorithm; this one is Fisher and Yates's, from the last
  /// position down, and stays.
  @inlinable
  public mutating func permute<G: RandomNumberGenerator>(using generator: inout G) {
    var remaining = count
    var last = endIndex
    while remaining > 1 {
      formIndex(before: &last)
      swapAt(index(startIndex, offsetBy: generator.below(remaining)), last)
      remaining -= 1
    }
  }
}

extension RandomNumberGenerator {
  /// The numbers `0 ..< n` in a uniformly random order. O(n).
  ///
  /// - Precondition: `n >= 0`.
  @inlinable
  public mutating func permutation(of n: Int) -> [Int] {
    precondition(n >= 0, "a permutation has a length of at least 0")
    var order = Array(0..<n)
    order.permute(using: &self)
    return order
  }

  /// `k` different numbers of `0 ..< n` in a uniformly random order: every arrangement is equally likely.
  ///
  /// O(k) expected time and memory, whatever `n`.
  ///
  /// - Precondition: `0 <= k && k <= n`.
  @inlinable
  public mutating func sample(_ k: Int, of n: Int) -> [Int] {
    var members = subset(k, of: n)
    members.permute(using: &self)
    return members
  }

  /// `k` different numbers of `0 ..< n`, ascending: every subset is equally likely.
  ///
  /// O(k log k) expected time and O(k) memory, whatever `n`.
  ///
  /// - Precondition: `0 <= k && k <= n`.
  @inlinable
  public mutating func sortedSample(_ k: Int, of n: Int) -> [Int] {
    subset(k, of: n).sorted()
  }

  /// A uniformly random subset, in an order that is *not* uniformly random.
  ///
  /// Source: Floyd's algorithm, in Bentley, "A sample of brilliance", CACM 30(9), 1987.
  @inlinable
  mutating func subset(_ k: Int, of n: Int) -> [Int] {
    precondition(0 <= k && k <= n, "a sample without replacement has between 0 and n members")
    var members: [Int] = []
    members.reserveCapacity(k)
    // Only asked, never iterated: the order of a set differs from run to run.
    var chosen = Set<Int>(minimumCapacity: k)
    for last in n - k..<n {
      let candidate = below(last + 1)
      let member = chosen.contains(candidate) ? last : candidate
      chosen.insert(member)
      members.append(member)
    }
    return members
  }
}
