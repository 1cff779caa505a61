/// What deletion leaves behind is taken up: from a node upwards, as far as something changes.
extension BETreeMatcher {
  mutating func tidy(_ start: UInt32) {
    var node = start
    while node != Self.root {
      let this = nodes[Int(node)]
      guard this.entries == 0 else { return }
      switch (this.lower, this.upper) {
      case (Node.none, Node.none):
        guard this.listed == 0 || this.listed + nodes[Int(this.parent)].listed <= capacity / 2 else { return }
        merge(node)
        node = this.parent
      case (let half, Node.none), (Node.none, let half):
        if this.listed == 0 {
          replace(node, by: half)
          freeNodes.append(node)
        }
        return
      default:
        return
      }
    }
  }

  /// Brings all of a node under which there is nothing to the one above.
  private mutating func merge(_ node: UInt32) {
    let parent = nodes[Int(node)].parent
    deal(node) { _, _ in parent }
    replace(node, by: Node.none)
    freeNodes.append(node)
  }
}
