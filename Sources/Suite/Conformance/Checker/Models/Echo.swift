import CanonicalEncoding
import ModelChecking

/// Chang's echo algorithm ("Echo Algorithms: Depth Parallel Operations on General Graphs", 1982), which spans a network
/// with a tree: the initiator calls its neighbours, a node calls the others when it is first called and makes the
/// caller its parent, and answers it when it has heard from all. `echo` of the TLA+ examples, on nodes that all know
/// one another.
public struct Echo: Model {
  /// The number of nodes, 2 or more; node 0 is the initiator.
  public let nodes: Int

  /// The algorithm on so many nodes.
  public init(nodes: Int) {
    precondition(nodes >= 2, "an echo needs two nodes")
    self.nodes = nodes
  }

  /// What the nodes know, by their numbers.
  public struct State: EncodedState {
    var nodes: [Node]

    init(nodes: Int) { self.nodes = Array(repeating: Node(), count: nodes) }

    /// Appends the nodes.
    public func encode(into bytes: inout ByteWriter) { bytes.write(nodes) }

    /// Reads what ``encode(into:)`` writes.
    public init(from bytes: inout ByteReader) throws(MalformedBytes) { nodes = try bytes.read() }

    var isDone: Bool { nodes.allSatisfy { $0.label == .done } }
  }

  struct Node: Canonical {
    var label = Label.n0
    var inbox: Set<Message> = []
    var parent: Int?
    var children: Set<Int> = []
    var received = 0

    init() {}

    func encode(into bytes: inout ByteWriter) {
      bytes.write(label)
      bytes.write(inbox)
      bytes.write(parent)
      bytes.write(children)
      bytes.write(received)
    }

    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      label = try bytes.read()
      inbox = try bytes.read()
      parent = try bytes.read()
      children = try bytes.read()
      received = try bytes.read()
    }
  }

  /// Where a node is in the specification: starting, collecting messages, answering its parent.
  enum Label: UInt8, Canonical { case n0, n1, n2, done }

  /// A call, or a child's answer, with its sender.
  struct Message: Canonical, Hashable, Comparable {
    let isAnswer: Bool
    let sender: Int

    init(isAnswer: Bool, sender: Int) {
      self.isAnswer = isAnswer
      self.sender = sender
    }

    func encode(into bytes: inout ByteWriter) { bytes.write(2 * sender + (isAnswer ? 1 : 0)) }

    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      let number: Int = try bytes.read()
      (sender, isAnswer) = (number / 2, number % 2 == 1)
    }

    static func < (left: Message, right: Message) -> Bool {
      (left.sender, left.isAnswer ? 1 : 0) < (right.sender, right.isAnswer ? 1 : 0)
    }
  }

  /// A node takes the step of its label, or all have taken their last.
  public enum Action: Hashable, Sendable, CustomStringConvertible {
    case n0(Int), n1(Int, from: Int?), n2(Int), terminating

    /// The label in the TLA+ specification with its node, and whose message it takes in.
    public var description: String {
      switch self {
      case .n0(let node): "n0(\(node))"
      case .n1(let node, let sender): "n1(\(node))" + (sender.map { " from \($0)" } ?? "")
      case .n2(let node): "n2(\(node))"
      case .terminating: "Terminating"
      }
    }
  }

  /// The labels.
  public var actionClasses: [String] { ["n0", "n1", "n2", "Terminating"] }

  /// The label.
  public func actionClass(of action: Action) -> Int {
    switch action {
    case .n0: 0
    case .n1: 1
    case .n2: 2
    case .terminating: 3
    }
  }

  /// Nobody has started.
  public var initialStates: [State] { [State(nodes: nodes)] }

  /// A node takes in messages in any order, as many as it has neighbours.
  public func forEachSuccessor(of state: State, _ visit: (Action, State) -> Bool) {
    for node in 0..<nodes {
      var next = state
      switch state.nodes[node].label {
      case .n0:
        next.nodes[node].label = .n1
        if node == 0 { next.call(from: node, except: nil) }
        if !visit(.n0(node), next) { return }
      case .n1 where state.nodes[node].received == nodes - 1:
        next.nodes[node].label = .n2
        if !visit(.n1(node, from: nil), next) { return }
      case .n1:
        for message in state.nodes[node].inbox.sorted() {
          if !visit(.n1(node, from: message.sender), state.receiving(message, at: node)) { return }
        }
      case .n2:
        next.nodes[node].label = .done
        if let parent = state.nodes[node].parent {
          next.nodes[parent].inbox.insert(Message(isAnswer: true, sender: node))
        }
        if !visit(.n2(node), next) { return }
      case .done: continue
      }
    }
    if state.isDone { _ = visit(.terminating, state) }
  }

  /// First calls are calls, parent and child agree, and it ends in a tree below the initiator.
  public var properties: [ModelProperty<State>] {
    [
      .always("first heard is a call") { state in
        state.nodes.dropFirst().allSatisfy { node in node.received > 0 || !node.inbox.contains { $0.isAnswer } }
      },
      .always("initiator has no parent") { $0.nodes[0].parent == nil },
      .always("children know their parents") { state in
        state.nodes.indices.allSatisfy { parent in
          state.nodes[parent].children.allSatisfy { state.nodes[$0].parent == parent }
        }
      },
      .always("parents end with all their children") { state in
        state.nodes.indices.allSatisfy { child in
          guard let parent = state.nodes[child].parent, state.nodes[parent].label == .done else { return true }
          return state.nodes[parent].children.contains(child)
        }
      },
      .always("ends in a tree") { state in
        !state.isDone || state.nodes.indices.allSatisfy { state.ancestors(of: $0).last == 0 }
      },
      .noDeadlock(),
      .eventually("termination") { $0.isDone },
    ]
  }

  /// What each node knows.
  public func fields(of state: State) -> [StateField] {
    state.nodes.enumerated().map { number, node in
      let inbox = node.inbox.sorted().map { "\($0.isAnswer ? "c" : "m") from \($0.sender)" }.joined(separator: ", ")
      let parent = node.parent.map { "\($0)" } ?? "none"
      return StateField(
        "node \(number)",
        "\(node.label), parent \(parent), children \(node.children.sorted()), rcvd \(node.received), inbox [\(inbox)]")
    }
  }
}

extension Echo.State {
  fileprivate mutating func call(from node: Int, except parent: Int?) {
    for other in nodes.indices where other != node && other != parent {
      nodes[other].inbox.insert(Echo.Message(isAnswer: false, sender: node))
    }
  }

  fileprivate func receiving(_ message: Echo.Message, at node: Int) -> Self {
    var next = self
    next.nodes[node].inbox.remove(message)
    next.nodes[node].received += 1
    if node != 0, nodes[node].received == 0 {
      next.nodes[node].parent = message.sender
      next.call(from: node, except: message.sender)
    }
    if message.isAnswer { next.nodes[node].children.insert(message.sender) }
    return next
  }

  /// The node, its parent, and so on to the root, or as many as there are nodes.
  fileprivate func ancestors(of node: Int) -> [Int] {
    var line = [node]
    while line.count <= nodes.count, let parent = nodes[line[line.count - 1]].parent { line.append(parent) }
    return line.count <= nodes.count ? line : []
  }
}
