/// The choices that one run of a piece of code makes, and the way from one run to the next until all were made.
///
///     var path = ChoicePath()
///     repeat {
///       path.rewind()
///       let first = path.choose(2)
///       let second = first == 0 ? path.choose(3) : 0
///     } while path.advance()   // runs with 0 0, 0 1, 0 2, 1
///
/// The code must make the same choices again when it gets the same answers; ``isConsistent`` says whether it did.
public struct ChoicePath: Hashable, Sendable {
  /// What was chosen, in the order of the choices. Choices among one are not recorded.
  @inlinable public var taken: [Int] { record }

  @usableFromInline var record: [Int]
  /// Among how many each was chosen.
  @usableFromInline var ways: [Int] = []
  @usableFromInline var position = 0
  /// Whether a choice was among another number of ways than when it was made first.
  @usableFromInline var hasDiverged = false

  /// Whether the run that has just ended made the choices recorded before it, each among as many ways. If not, the code is no
  /// function of what it is given, and there is no next run to make.
  @inlinable public var isConsistent: Bool { !hasDiverged && position == record.count }

  /// A path that begins with these choices and goes on with the first way of each.
  @inlinable public init(taking taken: [Int] = []) { record = taken }

  /// Starts another run of the same choices.
  @inlinable public mutating func rewind() {
    position = 0
    hasDiverged = false
  }

  /// The recorded choice at this place of the run, in `0..<n`; the first way where the record ends or does not fit.
  public mutating func choose(_ n: Int) -> Int {
    guard n > 1 else { return 0 }
    if position == record.count { record.append(0) }
    if position == ways.count { ways.append(n) }
    guard ways[position] == n, (0..<n).contains(record[position]) else {
      hasDiverged = true
      return 0
    }
    defer { position += 1 }
    return record[position]
  }

  /// Turns the path into the next one in lexicographic order; into the empty one and false when there is none.
  ///
  /// - Precondition: ``isConsistent``.
  @inlinable public mutating func advance() -> Bool { record.isEmpty ? false : next() }

  @usableFromInline mutating func next() -> Bool {
    precondition(isConsistent, "code run again must have the same choices as before")
    position = 0
    while let last = record.popLast(), let count = ways.popLast() {
      guard last + 1 < count else { continue }
      record.append(last + 1)
      ways.append(count)
      return true
    }
    return false
  }
}
