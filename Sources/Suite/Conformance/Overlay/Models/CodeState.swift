import CanonicalEncoding
import ModelChecking
import Overlays

/// The identifiers of a FissionE network as a state of a model: the words of a code, in lexicographic order, and what is under way.
public struct CodeState: EncodedState {
  /// A change of the code that has been agreed on and not been made.
  public struct Change: Hashable, Canonical, CustomStringConvertible {
    /// Whether the extensions of the word are to be replaced by it, and not the word by its extensions.
    let isMerge: Bool

    private let identifier: Identifier

    /// The word.
    var word: PathWord { identifier.word }

    static func split(_ word: PathWord) -> Change { Change(isMerge: false, identifier: Identifier(word: word)) }
    static func merge(_ word: PathWord) -> Change { Change(isMerge: true, identifier: Identifier(word: word)) }

    private init(isMerge: Bool, identifier: Identifier) {
      self.isMerge = isMerge
      self.identifier = identifier
    }

    /// Appends the kind and the word.
    public func encode(into bytes: inout ByteWriter) {
      bytes.write(isMerge)
      bytes.write(identifier)
    }

    /// Reads a change.
    public init(from bytes: inout ByteReader) throws(MalformedBytes) {
      isMerge = try bytes.read()
      identifier = try bytes.read()
    }

    /// For instance `split 01`.
    public var description: String { (isMerge ? "merge into " : "split ") + FissionE.graph.text(of: word) }
  }

  /// A short word.
  private struct Identifier: Hashable, Canonical {
    let word: PathWord

    init(word: PathWord) { self.word = word }

    func encode(into bytes: inout ByteWriter) {
      bytes.write(varint: UInt64(word.length))
      bytes.write(varint: UInt64(word.bits))
    }

    init(from bytes: inout ByteReader) throws(MalformedBytes) {
      let offset = bytes.offset
      let length = try bytes.readVarint()
      guard (1...62).contains(length) else { throw MalformedBytes(offset: offset, expected: "a length in 1...62") }
      word = PathWord(bits: UInt128(try bytes.readVarint()), length: Int(length))
    }
  }

  private let identifiers: [Identifier]

  /// The changes under way.
  let pending: Set<Change>

  init(_ code: PathCode, pending: Set<Change> = []) {
    identifiers = code.leaves.map { Identifier(word: $0.word) }
    self.pending = pending
  }

  /// The code of the words.
  var code: PathCode {
    guard let code = PathCode(over: FissionE.graph, words: identifiers.map(\.word)) else {
      preconditionFailure("splits and merges keep a code complete")
    }
    return code
  }

  /// Appends the words and the changes.
  public func encode(into bytes: inout ByteWriter) {
    bytes.write(identifiers)
    bytes.write(pending)
  }

  /// Reads a state.
  public init(from bytes: inout ByteReader) throws(MalformedBytes) {
    identifiers = try bytes.read()
    pending = try bytes.read()
  }

  /// The words and what is under way.
  var fields: [StateField] {
    let words = identifiers.map { FissionE.graph.text(of: $0.word) }.joined(separator: " ")
    let changes = pending.isEmpty ? "nothing" : pending.map(\.description).sorted().joined(separator: ", ")
    return [StateField("identifiers", words), StateField("under way", changes)]
  }
}
