/// The steps of a state graph by numbers alone, state by state.
struct StepGraph: ~Copyable {
  /// The target of a step that leaves the scope of the model.
  static let outOfScope = UInt32.max

  /// Initial states.
  var initial: [UInt32] = []

  private var starts = GrowingBuffer<Int>()
  private var targets = GrowingBuffer<UInt32>()
  private var classes = GrowingBuffer<UInt16>()

  init() { starts.append(0) }

  /// States whose steps are known.
  var count: Int { starts.count - 1 }

  /// Steps of all states.
  var stepCount: Int { targets.count }

  var bytes: Int { starts.bytes + targets.bytes + classes.bytes }

  mutating func append(to target: UInt32, class actionClass: UInt16) {
    targets.append(target)
    classes.append(actionClass)
  }

  /// Ends the steps of a state.
  mutating func endState() { starts.append(targets.count) }

  /// The numbers of the steps of a state; less the first, their places there.
  func steps(of state: Int) -> Range<Int> { starts[state]..<starts[state + 1] }

  /// Where a step leads; nil if out of scope.
  func target(of step: Int) -> Int? { targets[step] == Self.outOfScope ? nil : Int(targets[step]) }

  func actionClass(of step: Int) -> Int { Int(classes[step]) }

  /// Whether nothing can happen in a state, which then lasts forever.
  func isEnd(_ state: Int) -> Bool { steps(of: state).isEmpty }

  /// Whether a class of actions can change a state.
  func isEnabled(_ actionClass: Int, in state: Int) -> Bool {
    steps(of: state).contains { self.actionClass(of: $0) == actionClass && target(of: $0) != state }
  }
}
