import Glibc
import Synchronization

/// One line on standard error that says how far a command has come.
///
/// It is for somebody who watches: when standard error is not a terminal, or the user asked for quiet, it does
/// nothing. Safe to use from any thread. Call `finish` before anything else is printed to the terminal.
public final class ProgressLine: Sendable {
  private struct State {
    var lastShown: ContinuousClock.Instant?
    var isVisible = false
  }

  private let descriptor: Int32
  private let isActive: Bool
  private let interval: Duration
  private let state = Mutex(State())

  /// A line on standard error, silent when `isQuiet`.
  public convenience init(isQuiet: Bool = false) {
    self.init(descriptor: STDERR_FILENO, isActive: !isQuiet && isatty(STDERR_FILENO) == 1)
  }

  package init(descriptor: Int32, isActive: Bool, interval: Duration = .milliseconds(100)) {
    self.descriptor = descriptor
    self.isActive = isActive
    self.interval = interval
  }

  /// Replaces the line, unless that was done less than a tenth of a second ago; `text` is made only when it is shown.
  public func update(_ text: @autoclosure () -> String) {
    guard isActive else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      if let lastShown = state.lastShown, now - lastShown < interval { return }
      state.lastShown = now
      state.isVisible = true
      show(text().escapingControls.prefix(terminalWidth: width - 1))
    }
  }

  /// Erases the line; the next update shows at once.
  public func finish() {
    state.withLock { state in
      if state.isVisible { show("") }
      state = State()
    }
  }

  /// Back to the first column, the text, erase what is left of the previous one. Failures are of no consequence here.
  private func show(_ text: String) {
    try? OpenFile(descriptor: descriptor, path: "progress").write("\r\(text)\u{1B}[K")
  }

  /// The terminal's width: a line that wraps could not be taken back. It changes when somebody drags the window.
  private var width: Int {
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1 ? Int(size.ws_col) : 80
  }
}
