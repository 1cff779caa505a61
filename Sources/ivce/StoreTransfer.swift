import ArgumentParser
import RunStore

/// The forms in which runs come and go.
enum TransferForm: String, ExpressibleByArgument, CaseIterable {
  /// JSON lines that hold everything, baselines included.
  case runs
  case ordoOne = "ordo-one"
  case jmh

  /// Nil for our own form.
  var interchange: InterchangeFormat? {
    switch self {
    case .runs: nil
    case .ordoOne: .baseline
    case .jmh: .jmh
    }
  }
}
