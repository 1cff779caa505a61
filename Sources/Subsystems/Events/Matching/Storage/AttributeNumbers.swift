/// Numbers for the attributes that subscriptions speak of, given one after another as they come up.
///
/// So tables by attribute are as long as there are attributes, however far apart these are.
struct AttributeNumbers: Sendable {
  /// Attributes below this are looked up in a table.
  private static let nearLimit: UInt32 = 1 << 16

  /// The attribute of each number.
  private(set) var attributes: [UInt32] = []
  private var near: [Int32] = []
  private var far: [UInt32: Int32] = [:]

  var count: Int { attributes.count }

  var bytes: Int { (attributes.capacity + near.capacity + 2 * far.capacity) * 4 }

  /// The number of an attribute; -1 if no subscription has spoken of it.
  @inline(__always)
  func number(of attribute: UInt32) -> Int {
    let index = Int(attribute)
    if index < near.count { return Int(near[index]) }
    return attribute < Self.nearLimit ? -1 : farNumber(of: attribute)
  }

  @inline(never)
  private func farNumber(of attribute: UInt32) -> Int { far[attribute].map(Int.init) ?? -1 }

  /// The number of an attribute, a new one if it has none.
  mutating func numbering(_ attribute: UInt32) -> Int {
    let known = number(of: attribute)
    if known >= 0 { return known }
    let number = attributes.count
    attributes.append(attribute)
    if attribute < Self.nearLimit {
      while near.count <= Int(attribute) { near.append(-1) }
      near[Int(attribute)] = Int32(number)
    } else {
      far[attribute] = Int32(number)
    }
    return number
  }

  func checkInvariants() throws {
    try BrokenInvariant.unless(
      attributes.indices.allSatisfy { number(of: attributes[$0]) == $0 }, "an attribute has not its number")
  }
}
