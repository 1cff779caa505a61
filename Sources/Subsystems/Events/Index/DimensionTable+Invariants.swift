extension DimensionTable {
  /// The bytes that it holds, about.
  var bytes: Int {
    var bytes = attributes.capacity * (MemoryLayout<(AttributeName, Int32)>.stride + 1)
    bytes += attributes.keys.reduce(0) { $0 + $1.octets.bytesBeside }
    bytes += dimensions.capacity * MemoryLayout<Dimension>.stride
    bytes += (aspects.capacity + freeAttributes.capacity + freeDimensions.capacity) * MemoryLayout<Int32>.stride
    return dimensions.reduce(bytes) { $0 + $1.symbols.bytes }
  }

  /// Throws unless it holds just what these conjunctions entered.
  func checkInvariants(_ conjunctions: [Conjunction]) throws(BrokenInvariant) {
    var uses = [Int](repeating: 0, count: dimensions.count)
    var symbols = [[OctetString: Int]](repeating: [:], count: dimensions.count)
    for requirement in conjunctions.flatMap(\.requirements) {
      guard let attribute = attributes[requirement.name] else {
        throw BrokenInvariant("an attribute in use has no number")
      }
      let dimension = aspects[Int(attribute) * Aspect.allCases.count + requirement.aspect.rawValue]
      guard dimension >= 0, dimensions[Int(dimension)].aspect == requirement.aspect,
        dimensions[Int(dimension)].attribute == attribute
      else { throw BrokenInvariant("a dimension in use is not where it is looked for") }
      uses[Int(dimension)] += 1
      for symbol in requirement.symbols { symbols[Int(dimension)][symbol, default: 0] += 1 }
    }
    for dimension in dimensions.indices {
      try BrokenInvariant.unless(
        dimensions[dimension].uses == uses[dimension], "the uses of dimension \(dimension) are not \(uses[dimension])")
      try dimensions[dimension].symbols.checkInvariants(uses: symbols[dimension])
    }
    try BrokenInvariant.unless(
      uses.count { $0 == 0 } == freeDimensions.count && aspects.count { $0 >= 0 } == count, "dimensions are lost")
    try BrokenInvariant.unless(
      (attributes.count + freeAttributes.count) * Aspect.allCases.count == aspects.count, "attributes are lost")
  }
}
