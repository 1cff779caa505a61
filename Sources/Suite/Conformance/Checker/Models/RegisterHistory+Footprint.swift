import ModelChecking
import Participants

extension RegisterHistory: SelectiveObserver {
  /// Answers to clients: they end operations, and make clients begin others. What a server takes in leads to neither.
  public static func notices(_ message: Subject.Message) -> Bool {
    switch message {
    case .putDone, .getDone: true
    case .put, .get, .peer: false
    }
  }
}
