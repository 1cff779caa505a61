import CanonicalEncoding
import ModelChecking

/// Processes that count from 0 to the same number, each for itself; what is odd about them is far from the start.
struct Counters: SymmetricModel, FootprintModel {
  struct State: EncodedState, Hashable {
    var counts: [UInt8]

    init(_ counts: [UInt8]) { self.counts = counts }
    func encode(into bytes: inout ByteWriter) { bytes.write(counts) }
    init(from bytes: inout ByteReader) throws(MalformedBytes) { counts = try bytes.read() }
  }

  struct Count: Hashable, Sendable, CustomStringConvertible {
    let process: Int
    var description: String { "count(\(process))" }
  }

  let processes: Int
  let top: UInt8
  var properties: [ModelProperty<State>] = []
  /// Whether process 1 cannot take its last step any more when process 0 has taken its own, which their footprints deny.
  var excludesLastStep = false
  var signaturesTellAll = true
  /// Whether nothing tells one process from another but their names.
  var hasSignatures = true

  init(_ processes: Int, to top: UInt8, properties: [ModelProperty<State>] = []) {
    self.processes = processes
    self.top = top
    self.properties = properties
  }

  var initialStates: [State] { [State(Array(repeating: 0, count: processes))] }

  func forEachSuccessor(of state: State, _ visit: (Count, State) -> Bool) {
    for process in 0..<processes where state.counts[process] < top {
      if excludesLastStep, process == 1, state.counts[1] == top - 1, state.counts[0] == top { continue }
      var next = state
      next.counts[process] += 1
      if !visit(Count(process: process), next) { return }
    }
  }

  var actionClasses: [String] { ["count", "crash"] }
  func actionClass(of action: Count) -> Int { 0 }
  var classesRuledOut: Set<Int> { [1] }

  var symmetricProcesses: Int { processes }
  func renaming(_ state: State, by permutation: Permutation) -> State {
    var renamed = state
    for process in 0..<processes { renamed.counts[permutation[process]] = state.counts[process] }
    return renamed
  }
  func renaming(_ action: Count, by permutation: Permutation) -> Count { Count(process: permutation[action.process]) }
  func signature(of process: Int, in state: State) -> UInt64 { hasSignatures ? UInt64(state.counts[process]) : 0 }

  func footprint(of action: Count) -> Footprint { Footprint(writes: 1 << UInt64(action.process)) }
}
