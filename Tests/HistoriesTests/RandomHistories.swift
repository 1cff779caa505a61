import Histories

/// An object whose calls and replies can be drawn, few enough for coincidences.
protocol Drawable: SequentialObject {
  static var start: Self { get }
  static func call(_ generator: inout SplitMix64) -> Call
  static func replies(to call: Call) -> [Reply]
}

extension Register<Int>: Drawable {
  static var start: Register<Int> { Register(0) }

  static func call(_ generator: inout SplitMix64) -> Call {
    generator.below(2) == 0 ? .read : .write(generator.below(3))
  }

  static func replies(to call: Call) -> [Reply] {
    if case .read = call { [.value(0), .value(1), .value(2)] } else { [.written] }
  }
}

extension CompareAndSetRegister: Drawable {
  static var start: CompareAndSetRegister { CompareAndSetRegister() }

  static func call(_ generator: inout SplitMix64) -> Call {
    switch generator.below(3) {
    case 0: .read
    case 1: .write(generator.below(2))
    default: .compareAndSet(expected: generator.below(2), new: generator.below(2))
    }
  }

  static func replies(to call: Call) -> [Reply] {
    switch call {
    case .read: [.value(nil), .value(0), .value(1)]
    case .write: [.written]
    case .compareAndSet: [.compared(false), .compared(true)]
    }
  }
}

extension KeyValueStore: Drawable {
  static var start: KeyValueStore { KeyValueStore() }

  static func call(_ generator: inout SplitMix64) -> Call {
    let key: ByteString = generator.below(2) == 0 ? "x" : "y"
    return switch generator.below(4) {
    case 0: Call(key, .put("a"))
    case 1: Call(key, .append("b"))
    default: Call(key, .get)
    }
  }

  static func replies(to call: Call) -> [Reply] {
    if case .get = call.action {
      ["", "a", "b", "ab", "bb", "abb", "bbb"].map { .value($0) }
    } else {
      [.done]
    }
  }
}

/// What happened between clients and an object that is wrong now and then.
struct RandomHistories {
  var generator: SplitMix64
  var clients = 3
  /// One reply in so many is drawn instead of the right one; 0 for none.
  var wrongReplies = 6
  /// One end of a call in so many is a loss or a failure; 0 for none.
  var losses = 5

  init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
  }

  /// A history of `calls` calls, some of which may be in flight at the end.
  mutating func next<Object: Drawable>(_ type: Object.Type, calls: Int) -> [RecordedHistory<Object>.Event] {
    var object = Object.start
    var events: [RecordedHistory<Object>.Event] = []
    var inFlight: [Int: (call: Object.Call, reply: Object.Reply?)] = [:]
    var left = calls
    while left > 0 || (!inFlight.isEmpty && generator.below(6) > 0) {
      let client = generator.below(clients)
      switch inFlight[client] {
      case nil where left > 0:
        let call = Object.call(&generator)
        inFlight[client] = (call, nil)
        events.append(.invoke(client: client, call))
        left -= 1
      case nil:
        break
      case let (call, nil)? where losses == 0 || generator.below(losses) > 0:
        for reply in Object.replies(to: call) {
          if let next = object.step(call, reply) {
            object = next
            inFlight[client] = (call, reply)
            break
          }
        }
        // A value that no drawn reply has, as of a store that has grown.
        if case (_, nil)? = inFlight[client] {
          inFlight[client] = (call, Object.replies(to: call)[0])
        }
      case (_, nil)?:
        events.append(generator.below(2) == 0 ? .fail(client: client) : .timeOut(client: client))
        inFlight[client] = nil
      case let (call, reply?)?:
        inFlight[client] = nil
        if losses > 0 && generator.below(losses) == 0 {
          events.append(.timeOut(client: client))
        } else if wrongReplies > 0 && generator.below(wrongReplies) == 0 {
          let replies = Object.replies(to: call)
          events.append(.respond(client: client, replies[generator.below(replies.count)]))
        } else {
          events.append(.respond(client: client, reply))
        }
      }
    }
    return events
  }
}
