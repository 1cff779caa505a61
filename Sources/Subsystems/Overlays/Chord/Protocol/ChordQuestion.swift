import CanonicalEncoding
import Participants

/// What a Chord peer waits for.
enum ChordQuestion: Hashable, Sendable {
  /// A newcomer's place on the ring.
  case place
  /// The finger of this exponent, which is asked for twice: the silence of a long way says little.
  case finger(UInt8, isSecond: Bool)
  /// The list of the successor, which is asked a second time before it is taken for dead: one lost message is no crash.
  case successor(ChordContact, isSecond: Bool)
  /// The list of somebody who stands between this peer and its successor.
  case adoption(ChordContact)
  /// Any answer of the predecessor, in whose place this candidate would come; likewise.
  case predecessor(ChordContact, candidate: ChordContact, isSecond: Bool)
  /// The owner of a key, for a client.
  case lookup(ChordSearch)
}

extension ChordQuestion {
  /// The node whose links answer it, if links do.
  var askedForLinks: ChordContact? {
    switch self {
    case .successor(let contact, _), .adoption(let contact), .predecessor(let contact, _, _): contact
    default: nil
    }
  }

  /// The point whose place answers it, if a place does.
  func point(of identifier: UInt64) -> UInt64? {
    switch self {
    case .place: identifier
    case .finger(let exponent, _): identifier &+ 1 << UInt64(exponent)
    default: nil
    }
  }

  /// The lookup that it is part of.
  var search: ChordSearch? {
    if case .lookup(let search) = self { search } else { nil }
  }
}

/// A lookup under way.
struct ChordSearch: Hashable, Canonical {
  let request: ChordRequest
  /// Whom to ask, the next at the end.
  var candidates: [ChordContact]
  /// Whether they are asked as owners.
  var areOwners = false
  /// The node that was asked last.
  var last: ChordContact?
  /// Nodes asked.
  var asked = 0
  /// Attempts that were not answered, of those that nodes pass on.
  var failures = 0

  init(_ request: ChordRequest, candidates: [ChordContact], areOwners: Bool) {
    self.request = request
    self.candidates = candidates
    self.areOwners = areOwners
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(request)
    bytes.write(candidates)
    bytes.write(areOwners)
    bytes.write(last)
    bytes.write(asked)
    bytes.write(failures)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    request = try bytes.read()
    candidates = try bytes.read()
    areOwners = try bytes.read()
    last = try bytes.read()
    let offset = bytes.offset
    asked = try bytes.read()
    failures = try bytes.read()
    guard (0...Int(ChordPeer.mostHops)).contains(asked), (0...ChordPeer.mostAttempts).contains(failures) else {
      throw MalformedBytes(offset: offset, expected: "numbers of nodes asked and of failures")
    }
  }
}

extension ChordQuestion: Canonical {
  func encode(into bytes: inout ByteWriter) {
    switch self {
    case .place: bytes.write(byte: 0)
    case .finger(let exponent, let isSecond):
      bytes.write(byte: 1)
      bytes.write(exponent)
      bytes.write(isSecond)
    case .successor(let contact, let isSecond):
      bytes.write(byte: 2)
      bytes.write(contact)
      bytes.write(isSecond)
    case .adoption(let contact):
      bytes.write(byte: 3)
      bytes.write(contact)
    case .predecessor(let contact, let candidate, let isSecond):
      bytes.write(byte: 4)
      bytes.write(contact)
      bytes.write(candidate)
      bytes.write(isSecond)
    case .lookup(let search):
      bytes.write(byte: 5)
      bytes.write(search)
    }
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    switch try bytes.readByte() {
    case 0: self = .place
    case 1: self = .finger(try bytes.read(), isSecond: try bytes.read())
    case 2: self = .successor(try bytes.read(), isSecond: try bytes.read())
    case 3: self = .adoption(try bytes.read())
    case 4:
      self = .predecessor(try bytes.read(), candidate: try bytes.read(), isSecond: try bytes.read())
    case 5: self = .lookup(try bytes.read())
    default: throw MalformedBytes(offset: offset, expected: "the kind of a question, 0 to 5")
    }
  }
}

/// The questions that a peer waits for the answers of, by token. There are few at a time.
struct ChordQuestions: Hashable, Canonical {
  private var tokens: [UInt32] = []
  private var questions: [ChordQuestion] = []
  private var asked: UInt32 = 0

  init() {}

  /// The question with this token; nil if it has been answered or given up.
  subscript(token: UInt32) -> ChordQuestion? { tokens.firstIndex(of: token).map { questions[$0] } }

  /// Whether a question is waited for.
  func contains(where matches: (ChordQuestion) -> Bool) -> Bool { questions.contains(where: matches) }

  /// Keeps a question and names it.
  mutating func insert(_ question: ChordQuestion) -> UInt32 {
    asked &+= 1
    tokens.append(asked)
    questions.append(question)
    return asked
  }

  /// Takes a question out; nil if it has been answered or given up.
  mutating func remove(_ token: UInt32) -> ChordQuestion? {
    guard let place = tokens.firstIndex(of: token) else { return nil }
    tokens.remove(at: place)
    return questions.remove(at: place)
  }

  func encode(into bytes: inout ByteWriter) {
    bytes.write(tokens)
    bytes.write(questions)
    bytes.write(asked)
  }

  init(from bytes: inout ByteReader) throws(MalformedBytes) {
    let offset = bytes.offset
    tokens = try bytes.read()
    questions = try bytes.read()
    asked = try bytes.read()
    guard tokens.count == questions.count else { throw MalformedBytes(offset: offset, expected: "a question a token") }
  }
}
