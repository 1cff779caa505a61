import Randomness

/// The time that one dependent random access takes in an array of a given size: the floor under any lookup that follows
/// links through as many bytes.
///
/// The array holds 4-byte links that form a single cycle in random order, and following it makes each access wait for
/// the one before. The cycle is drawn by Sattolo's algorithm turned inside out (Sattolo 1986, "An algorithm to
/// generate a random cyclic permutation"), which makes all cycles equally likely.
public struct AccessProbe: ~Copyable {
  /// The sizes that can be probed, in bytes: from one cache line to what 32-bit links can address.
  public static let sizes = 64...(1 << 34)

  /// Beyond this many slots the cycle leaves some out, so that the set-up stays quick.
  ///
  /// Each doubling of the array halves the slots visited per cache line, down to one above 512 MiB. All lines are
  /// visited still, in random order, and a line is what the memory system moves. What is lost are visits to a line
  /// that is cached from an earlier one; their share is at most the cache's share of the array, which is small where
  /// many are lost.
  private static let slotLimit = 1 << 24

  private static let slotsPerLine = 64 / MemoryLayout<UInt32>.stride

  /// The size of the array in bytes.
  public let bytes: Int

  /// Slots on the cycle, which stand `stride` slots apart.
  @usableFromInline package let slotCount: Int

  @usableFromInline let stride: Int

  /// The number of the next slot, in each slot of the cycle.
  @usableFromInline let links: UnsafeMutablePointer<UInt32>

  /// Draws the cycle. Linear in the size: above 64 MiB the number of links no longer grows, but the memory to fill
  /// does.
  ///
  /// - Parameter bytes: the size of the array, within ``sizes``. Whether the machine has the memory is for the caller to ask:
  ///   ``Machine/availableMemory``.
  @inlinable
  public init(bytes: Int, using generator: inout some RandomNumberGenerator) {
    self.init(uncycled: bytes)
    // A lone slot is a cycle; each further one is taken in behind a random slot of the cycle so far.
    for slot in 1..<slotCount {
      let place = generator.below(slot)
      links[slot * stride] = links[place * stride]
      links[place * stride] = UInt32(truncatingIfNeeded: slot * stride)
    }
  }

  @usableFromInline
  init(uncycled bytes: Int) {
    precondition(Self.sizes.contains(bytes), "an access probe has 64 bytes to 16 GiB")
    let slots = bytes / MemoryLayout<UInt32>.stride
    var stride = 1
    while stride < Self.slotsPerLine, slots / stride > Self.slotLimit { stride *= 2 }
    self.bytes = bytes
    self.stride = stride
    self.slotCount = slots / stride
    self.links = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      .initializeMemory(as: UInt32.self, repeating: 0, count: slots)
  }

  deinit { UnsafeMutableRawPointer(links).deallocate() }

  /// The slot that lies `steps` accesses behind another one of the cycle, such as 0.
  public func follow(from slot: Int, steps: Int) -> Int { Self.chase(links, from: slot, steps: steps) }

  @inline(never)
  private static func chase(_ links: UnsafeMutablePointer<UInt32>, from start: Int, steps: Int) -> Int {
    var position = start
    for _ in 0..<steps { position = Int(truncatingIfNeeded: links[position]) }
    return position
  }

  /// Whether following the links from any slot leads through each slot of the cycle once and back.
  package func isSingleCycle() -> Bool {
    var visited = [Bool](repeating: false, count: slotCount)
    var slot = 0
    for _ in 0..<slotCount {
      if visited[slot / stride] || !slot.isMultiple(of: stride) { return false }
      visited[slot / stride] = true
      slot = Int(links[slot])
    }
    return slot == 0
  }

  /// The links of the cycle's slots, in the order of the slots.
  package var successors: [UInt32] { (0..<slotCount).map { links[$0 * stride] } }
}
