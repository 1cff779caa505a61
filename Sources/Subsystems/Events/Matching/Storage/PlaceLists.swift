/// Short lists of a fixed length each, in one array; a list that is given back goes to the next of its length.
struct PlaceLists: Sendable {
  private var words: [UInt32] = []
  /// By length, where the first unused list is, plus 1; it begins with the same of the next.
  private var unused: [UInt32] = []

  var bytes: Int { words.capacity * 4 }

  /// A list of so many words, at least one. They hold anything.
  mutating func take(_ length: Int) -> UInt32 {
    if length < unused.count && unused[length] != 0 {
      let list = unused[length] - 1
      unused[length] = words[Int(list)]
      return list
    }
    let list = UInt32(words.count)
    for _ in 0..<length { words.append(0) }
    return list
  }

  mutating func giveBack(_ list: UInt32, length: Int) {
    while unused.count <= length { unused.append(0) }
    words[Int(list)] = unused[length]
    unused[length] = list + 1
  }

  subscript(list: UInt32, index: Int) -> UInt32 {
    get { words[Int(list) + index] }
    set { words[Int(list) + index] = newValue }
  }
}
