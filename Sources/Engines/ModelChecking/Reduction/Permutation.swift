/// A renaming of the processes 0 ..< n.
public struct Permutation: Hashable, Sendable, CustomStringConvertible {
  /// The new name of each process.
  public let images: [Int]

  /// The renaming that gives process i the name `images[i]`.
  ///
  /// - Precondition: each of 0 ..< n occurs once.
  public init(_ images: [Int]) {
    precondition(images.sorted() == Array(images.indices), "a permutation names every process once")
    self.images = images
  }

  private init(unchecked images: [Int]) { self.images = images }

  /// The renaming that gives the process `order[i]` the name i; each of 0 ..< n occurs once.
  init(sorting order: [Int]) {
    var images = order
    for (name, process) in order.enumerated() { images[process] = name }
    self.images = images
  }

  /// The renaming of `count` processes that changes nothing.
  public static func identity(_ count: Int) -> Permutation { Permutation(unchecked: Array(0..<count)) }

  /// The new name of a process.
  public subscript(process: Int) -> Int { images[process] }

  /// The renaming that takes this one back.
  public var inverse: Permutation { Permutation(sorting: images) }

  /// This renaming, and then the other.
  public func then(_ other: Permutation) -> Permutation {
    precondition(images.count == other.images.count, "both rename the same processes")
    return Permutation(unchecked: images.map { other[$0] })
  }

  /// The new names in order.
  public var description: String { "(\(images.map(String.init).joined(separator: " ")))" }

  /// Calls `visit` with every renaming that moves processes only within the blocks.
  ///
  /// - Complexity: the product of the factorials of the blocks' sizes.
  static func forEach(of count: Int, within blocks: [[Int]], _ visit: (Permutation) -> Void) {
    func extend(_ images: [Int], _ rest: ArraySlice<[Int]>) {
      guard let block = rest.first else { return visit(Permutation(unchecked: images)) }
      arrange(
        block[...], [],
        { order in
          var images = images
          for (process, image) in zip(block, order) { images[process] = image }
          extend(images, rest.dropFirst())
        })
    }
    func arrange(_ rest: ArraySlice<Int>, _ order: [Int], _ body: ([Int]) -> Void) {
      if rest.isEmpty { return body(order) }
      for index in rest.indices {
        var others = Array(rest)
        let next = others.remove(at: index - rest.startIndex)
        arrange(others[...], order + [next], body)
      }
    }
    extend(Array(0..<count), blocks[...])
  }
}
