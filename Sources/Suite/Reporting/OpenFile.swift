import Glibc

/// An open file descriptor whose errors name the file that the user asked for.
struct OpenFile {
  let descriptor: Int32
  let path: String

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Opens `path`; a new file gets the permissions that the user's mask leaves.
  init(path: String, reportedAs reported: String, flags: Int32) throws(OutputError) {
    let descriptor = Self.untilUninterrupted { open(path, flags | O_CLOEXEC, 0o666) }
    guard descriptor >= 0 else { throw OutputError(path: reported, code: errno) }
    self.init(descriptor: descriptor, path: reported)
  }

  /// Writes all of `text`, in as many parts as the system takes it.
  func write(_ text: String) throws(OutputError) {
    var text = text
    let failure = withoutPipeSignal { text.withUTF8 { writeAll(UnsafeRawBufferPointer($0)) } }
    if let failure { throw OutputError(path: path, code: failure) }
  }

  /// Writes all of `text`, sees it onto the disk and closes, also after a failure.
  func finish(_ text: String, permissions: mode_t?) throws(OutputError) {
    do throws(OutputError) {
      try write(text)
      if let permissions, fchmod(descriptor, permissions) != 0 { throw failure }
      // A disk may turn out to be full only now.
      if Self.untilUninterrupted({ fsync(descriptor) }) != 0 { throw failure }
    } catch {
      Glibc.close(descriptor)
      throw error
    }
    try close()
  }

  /// Closes; an interrupted close has closed as well on Linux.
  func close() throws(OutputError) {
    if Glibc.close(descriptor) != 0, errno != EINTR { throw failure }
  }

  private var failure: OutputError { OutputError(path: path, code: errno) }

  /// The error that ended the writing; nil when everything was written.
  private func writeAll(_ bytes: UnsafeRawBufferPointer) -> Int32? {
    var rest = bytes[...]
    while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
      let written = Glibc.write(descriptor, start, rest.count)
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if written == 0 {
        return EIO
      } else if errno == EAGAIN {
        // Somebody has made the terminal or pipe non-blocking: wait for room.
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }

  private static func untilUninterrupted(_ call: () -> Int32) -> Int32 {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }
}

/// Runs `body` so that a pipe without a reader is the error `EPIPE` and not a signal that ends the process.
///
/// The signal is held back for this thread alone and taken off again: a library does not change what the whole process
/// does about it.
func withoutPipeSignal(_ body: () -> Int32?) -> Int32? {
  var pipeSignal = sigset_t()
  sigemptyset(&pipeSignal)
  sigaddset(&pipeSignal, SIGPIPE)
  var previous = sigset_t()
  pthread_sigmask(SIG_BLOCK, &pipeSignal, &previous)
  let result = body()
  if result == EPIPE {
    var atOnce = timespec()
    while sigtimedwait(&pipeSignal, nil, &atOnce) == -1, errno == EINTR {}
  }
  pthread_sigmask(SIG_SETMASK, &previous, nil)
  return result
}
