/// A history that is part of the state of a model: as much of the past as its linearizability depends on.
///
/// For each client its operations, and for each of them how many operations of every other client had been completed
/// when it was called. Histories that differ only in the order of events that overlap are therefore equal; two histories
/// are equal exactly if Stateright's `LinearizabilityTester` makes them so, on which published numbers of states depend.
///
/// Arrays in canonical order, nothing nested: cheap to copy, compare and encode.
public struct ConcurrentHistory<Object: SequentialObject>: Hashable, Sendable {
  /// A call and, once there is one, its reply.
  @frozen
  public struct Operation: Hashable, Sendable {
    /// Who called.
    public let client: Int
    /// What was asked.
    public let call: Object.Call
    /// The reply; nil while the operation is in flight.
    @usableFromInline package var reply: Object.Reply?

    @inlinable
    package init(client: Int, call: Object.Call, reply: Object.Reply?) {
      self.client = client
      self.call = call
      self.reply = reply
    }
  }

  /// The state of the object before all operations.
  public let initial: Object

  /// All operations by client, then in the order of the calls; so what a client has in flight is its last.
  @usableFromInline package var operations: [Operation] = []

  /// A row for each operation and a column for each client that has operations, in their order: how many operations of
  /// that client had been completed at the call. 0 in a client's own column.
  @usableFromInline package var completedBefore: [UInt32] = []

  /// How many clients have operations.
  @usableFromInline package var clientCount = 0

  /// False after a second call while one was in flight, or a reply without one; nothing is recorded after that.
  @usableFromInline package var isValid = true

  /// A client without operations that was replied to. Stateright tells such histories apart.
  @usableFromInline package var strayClient: Int?

  /// A history in which nothing has happened to the object `initial`.
  @inlinable
  public init(_ initial: Object) {
    self.initial = initial
  }

  /// Records that `client` calls. O(operations × clients). A second call while one is in flight spoils the history.
  @inlinable
  public mutating func invoke(client: Int, _ call: Object.Call) {
    guard isValid else { return }
    let own = range(of: client)
    guard own.isEmpty || operations[own.upperBound - 1].reply != nil else {
      isValid = false
      return
    }
    extendRows(client: client, own: own)
    operations.insert(Operation(client: client, call: call, reply: nil), at: own.upperBound)
  }

  /// Records that `client` is told `reply`. O(operations). A reply without a call in flight spoils the history.
  @inlinable
  public mutating func respond(client: Int, _ reply: Object.Reply) {
    guard isValid else { return }
    let own = range(of: client)
    guard !own.isEmpty, operations[own.upperBound - 1].reply == nil else {
      isValid = false
      strayClient = own.isEmpty ? client : nil
      return
    }
    operations[own.upperBound - 1].reply = reply
  }

  /// Where the operations of `client` stand, or would stand.
  @inlinable
  func range(of client: Int) -> Range<Int> {
    var lower = 0
    while lower < operations.count && operations[lower].client < client {
      lower += 1
    }
    var upper = lower
    while upper < operations.count && operations[upper].client == client {
      upper += 1
    }
    return lower..<upper
  }

  /// Adds a row for a call of `client` after its `own` operations, and a column if these are its first.
  @inlinable
  mutating func extendRows(client: Int, own: Range<Int>) {
    let oldWidth = clientCount
    let newColumn = own.isEmpty ? columnCount(below: own.lowerBound) : nil
    clientCount += newColumn == nil ? 0 : 1
    let width = clientCount
    let oldRows = completedBefore
    completedBefore = Array(unsafeUninitializedCapacity: (operations.count + 1) * width) { rows, filled in
      for row in 0...operations.count where row != own.upperBound {
        let old = row < own.upperBound ? row : row - 1
        for column in 0..<width {
          let value =
            if let newColumn, column >= newColumn {
              column == newColumn ? 0 : oldRows[old * oldWidth + column - 1]
            } else {
              oldRows[old * oldWidth + column]
            }
          rows.initializeElement(at: row * width + column, to: value)
        }
      }
      let added = own.upperBound * width
      for column in 0..<width {
        rows.initializeElement(at: added + column, to: 0)
      }
      countCompleted(except: client, newColumn: newColumn) { rows[added + $0] += 1 }
      filled = (operations.count + 1) * width
    }
  }

  /// How many clients have operations before `index`.
  @inlinable
  func columnCount(below index: Int) -> Int {
    var count = 0
    for row in 0..<index where row == 0 || operations[row].client != operations[row - 1].client {
      count += 1
    }
    return count
  }

  /// Names the column of every completed operation of another client, `newColumn` being one that is not there yet.
  @inlinable
  func countCompleted(except client: Int, newColumn: Int?, _ count: (Int) -> Void) {
    var column = -1
    for row in operations.indices {
      if row == 0 || operations[row].client != operations[row - 1].client {
        column += 1
        if column == newColumn {
          column += 1
        }
      }
      if operations[row].client != client && operations[row].reply != nil {
        count(column)
      }
    }
  }
}
