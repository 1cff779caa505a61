/// The directories: open-addressed tables by attribute number in blocks of a power of two, at most three quarters
/// taken. An entry is a word of the number and, in the low half, the top of the subtree.
extension BETreeMatcher {
  static var emptyEntry: UInt64 { .max }

  /// Where an entry is looked for first: the upper bits of a product with 2^32 divided by the golden ratio.
  @inline(__always)
  static func home(of number: UInt32, slots: Int) -> Int {
    Int((number &* 0x9E37_79B9) >> UInt32(32 &- slots.trailingZeroBitCount))
  }

  /// The place of an attribute's entry in the arena, or of the empty one where it would be.
  private func slot(of number: UInt32, in block: BlockArena<UInt64>.Block) -> Int {
    let (first, last) = (Int(block.offset), block.size - 1)
    var slot = Self.home(of: number, slots: block.size)
    while directories[first + slot] != Self.emptyEntry, UInt32(directories[first + slot] >> 32) != number {
      slot = (slot + 1) & last
    }
    return first + slot
  }

  /// The subtree of an attribute, or none.
  func subtree(of number: UInt32, in node: UInt32) -> UInt32 {
    let block = nodes[Int(node)].directory
    guard block != .none else { return Node.none }
    return UInt32(truncatingIfNeeded: directories[slot(of: number, in: block)])
  }

  /// Gives an attribute that has a subtree another one.
  mutating func setSubtree(of number: UInt32, in node: UInt32, to top: UInt32) {
    let slot = slot(of: number, in: nodes[Int(node)].directory)
    directories[slot] = UInt64(number) << 32 | UInt64(top)
  }

  /// Gives an attribute that has no subtree one.
  mutating func addSubtree(of number: UInt32, in node: UInt32, top: UInt32) {
    let block = nodes[Int(node)].directory
    if (Int(nodes[Int(node)].entries) + 1) * 4 > block.size * 3 {
      move(block, of: node, to: max(4, block.size * 2))
    }
    nodes[Int(node)].entries += 1
    setSubtree(of: number, in: node, to: top)
  }

  /// Takes out an entry; those after it that were kept from their home by it move up.
  mutating func removeSubtree(of number: UInt32, in node: UInt32) {
    let block = nodes[Int(node)].directory
    let (first, last) = (Int(block.offset), block.size - 1)
    var gap = slot(of: number, in: block) - first
    var slot = gap
    while true {
      slot = (slot + 1) & last
      let entry = directories[first + slot]
      if entry == Self.emptyEntry { break }
      let home = Self.home(of: UInt32(entry >> 32), slots: block.size)
      if (slot - home) & last >= (slot - gap) & last {
        directories[first + gap] = entry
        gap = slot
      }
    }
    directories[first + gap] = Self.emptyEntry
    nodes[Int(node)].entries -= 1
    let entries = Int(nodes[Int(node)].entries)
    if entries == 0 {
      directories.release(block)
      nodes[Int(node)].directory = .none
    } else if block.size > 4, entries * 4 < block.size {
      move(block, of: node, to: block.size / 2)
    }
  }

  private mutating func move(_ old: BlockArena<UInt64>.Block, of node: UInt32, to size: Int) {
    let new = directories.allocate(size)
    for slot in 0..<size { directories[Int(new.offset) + slot] = Self.emptyEntry }
    nodes[Int(node)].directory = new
    for place in Int(old.offset)..<Int(old.offset) + old.size where directories[place] != Self.emptyEntry {
      directories[slot(of: UInt32(directories[place] >> 32), in: new)] = directories[place]
    }
    directories.release(old)
  }
}
