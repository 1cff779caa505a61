/// Where a subscription is kept, by its name, four bytes each.
struct HomeTable {
  /// A place: nowhere, a lane of a block, several of them, or the list of those without constraints.
  enum Home: Equatable {
    case none
    case lane(block: UInt32, lane: UInt32)
    case copies(UInt32)
    case always(UInt32)
  }

  private var words: [UInt32] = []

  /// One more than the largest name that was ever given.
  var count: Int { words.count }

  var bytes: Int { words.capacity * 4 + copies.capacity * MemoryLayout<Copies>.stride + freeCopies.capacity * 4 }

  private static let payload: UInt32 = 1 << 30 - 1

  /// Blocks that there are numbers for.
  static let mostBlocks = 1 << 24

  subscript(id: SubscriptionID) -> Home {
    get {
      guard id.index < words.count else { return .none }
      let word = words[id.index]
      let payload = word & Self.payload
      switch word >> 30 {
      case 0: return .lane(block: payload >> 6, lane: payload & 63)
      case 1: return .copies(payload)
      case 2: return .always(payload)
      default: return .none
      }
    }
    set {
      while words.count <= id.index { words.append(.max) }
      switch newValue {
      case .none: words[id.index] = .max
      case .lane(let block, let lane): words[id.index] = block << 6 | lane
      case .copies(let index): words[id.index] = 1 << 30 | index
      case .always(let index): words[id.index] = 2 << 30 | index
      }
    }
  }

  /// The lanes of a subscription that is in several buckets, those of neighbouring cells.
  struct Copies {
    var count: UInt32 = 0
    var lanes: InlineArray<5, UInt32> = InlineArray(repeating: 0)
  }

  private(set) var copies: [Copies] = []
  private var freeCopies: [UInt32] = []

  mutating func add(_ new: Copies) -> UInt32 {
    if let free = freeCopies.popLast() {
      copies[Int(free)] = new
      return free
    }
    copies.append(new)
    return UInt32(copies.count - 1)
  }

  mutating func free(_ index: UInt32) { freeCopies.append(index) }
}
