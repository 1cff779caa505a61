import CProcessor

extension Block {
  /// Asks for the memory that is looked at first.
  @inline(__always)
  func prefetch() {
    var line = 0
    while line < 12 {
      ivce_prefetch(memory + line &* 64)
      line &+= 1
    }
  }

  /// The lanes that an event does not refute; `codes` holds the codes of each attribute.
  @inline(__always)
  func survivors(_ codes: UnsafeMutablePointer<EventCode>) -> UInt64 {
    var alive = header.pointee.live
    let entries = entries
    var entry = 0
    let entryCount = Int(header.pointee.entryCount)
    while entry < entryCount {
      let end = min(entry &+ 4, entryCount)
      while entry < end {
        // Without a branch: whether an entry refutes is anybody's guess.
        alive &= ~entries[entry].lanes | (0 &- UInt64(truncatingIfNeeded: entries[entry].range.met(codes)))
        entry &+= 1
      }
      if alive == 0 { return 0 }
    }
    return header.pointee.columnCount == 0 ? alive : columnSurvivors(alive, codes)
  }

  @inline(__always)
  private func columnSurvivors(_ lanes: UInt64, _ codes: UnsafeMutablePointer<EventCode>) -> UInt64 {
    let layout = layout
    let attributes = (memory + layout.columnAttributes).assumingMemoryBound(to: UInt16.self)
    let count = Int(header.pointee.columnCount)
    let isWide = header.pointee.isWide
    var alive: UInt64 = 0
    var first: UInt64 = 0
    var chunk = memory + layout.columns
    while lanes >> first != 0 {
      if lanes >> first & 0xFFFF != 0 {
        let survivors =
          isWide
          ? Self.wideSurvivors(chunk, attributes, count, codes) : Self.narrowSurvivors(chunk, attributes, count, codes)
        alive |= survivors << first
      }
      first &+= 16
      if first == 64 { break }
      chunk += layout.chunkSize
    }
    return alive & lanes
  }

  @inline(__always)
  private static func narrowSurvivors(
    _ chunk: UnsafeMutableRawPointer, _ attributes: UnsafeMutablePointer<UInt16>, _ count: Int,
    _ codes: UnsafeMutablePointer<EventCode>
  ) -> UInt64 {
    let columns = chunk.assumingMemoryBound(to: SIMD16<UInt8>.self)
    var alive = SIMD16<UInt8>(repeating: .max)
    var column = 0
    while column < count {
      let code = SIMD16<UInt8>(repeating: codes[Int(attributes[column])].narrow)
      let admitted = (columns[2 &* column] .<= code) .& (code .<= columns[2 &* column &+ 1])
      alive = alive & unsafeBitCast(admitted, to: SIMD16<UInt8>.self)
      column &+= 1
      if column & 3 == 0 {
        let halves = unsafeBitCast(alive, to: SIMD2<UInt64>.self)
        if halves[0] | halves[1] == 0 { return 0 }
      }
    }
    let halves = unsafeBitCast(alive, to: SIMD2<UInt64>.self)
    return bits(halves[0]) | bits(halves[1]) << 8
  }

  @inline(__always)
  private static func wideSurvivors(
    _ chunk: UnsafeMutableRawPointer, _ attributes: UnsafeMutablePointer<UInt16>, _ count: Int,
    _ codes: UnsafeMutablePointer<EventCode>
  ) -> UInt64 {
    let columns = chunk.assumingMemoryBound(to: SIMD16<UInt16>.self)
    var alive = SIMD16<UInt16>(repeating: .max)
    var column = 0
    while column < count {
      let code = SIMD16<UInt16>(repeating: codes[Int(attributes[column])].wide)
      let admitted = (columns[2 &* column] .<= code) .& (code .<= columns[2 &* column &+ 1])
      alive = alive & unsafeBitCast(admitted, to: SIMD16<UInt16>.self)
      column &+= 1
    }
    let bytes = unsafeBitCast(SIMD16<UInt8>(truncatingIfNeeded: alive), to: SIMD2<UInt64>.self)
    return bits(bytes[0]) | bits(bytes[1]) << 8
  }

  /// One bit for each byte, which is all ones or all zeros.
  @inline(__always)
  private static func bits(_ bytes: UInt64) -> UInt64 {
    ((bytes & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) >> 56
  }
}
