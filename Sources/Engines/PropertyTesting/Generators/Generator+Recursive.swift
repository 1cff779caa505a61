extension Generator {
  /// Values of a type that contains itself: trees, expressions, documents.
  ///
  ///     let expression = Generator<Expression>.recursive(leaf: .int.map(Expression.number)) { smaller in
  ///       .tuple(smaller, smaller).map(Expression.sum)
  ///     }
  ///
  /// Each node is a leaf or a branch, oftener a branch in large cases. A branch leaves half of its budget of nodes to each child, so
  /// that values stay finite however many children a branch has, and with two have about `nodes` at most. Leaves are the simplest,
  /// and every subtree may take the place of the tree.
  ///
  /// - Precondition: `nodes` is positive.
  public static func recursive(
    leaf: Generator, nodes: Int = 30, file: StaticString = #fileID, line: UInt = #line, column: UInt = #column,
    branch: @escaping @Sendable (_ smaller: Generator) -> Generator
  ) -> Generator {
    precondition(nodes > 0, "a tree has a node")
    let label = SpanLabel(file: file, line: line, column: column).value
    return Recursion(label: label, leaf: leaf, branch: branch).generator(nodes: nodes, isRoot: true)
  }
}

/// The rule by which a recursive structure grows.
private struct Recursion<Value>: Sendable {
  let label: UInt64
  let leaf: Generator<Value>
  let branch: @Sendable (Generator<Value>) -> Generator<Value>

  func generator(nodes: Int, isRoot: Bool = false) -> Generator<Value> {
    Generator(label: label, isSpan: true) { source throws(Rejection) in
      // The size changes what is drawn, never what a choice means: so a case comes back whatever the size.
      let isBranch = nodes > 1 ? try source.coin((isRoot ? 0.5 : 0.3) + 0.4 * source.size) : false
      return try isBranch ? branch(generator(nodes: nodes / 2)).run(&source) : leaf.run(&source)
    }
  }
}
