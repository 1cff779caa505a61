import CanonicalEncoding

/// The questions that a peer waits for the answers of, by the tokens that it has given them. There are few at a time.
struct Questions<Question: Hashable & Canonical>: Hashable, Canonical {
  private var tokens: [UInt32] = []
  private var questions: [Question] = []
  private var asked: UInt32 = 0

  init() {}

  /// The question with this token; nil if it has been answered or given up.
  subscript(token: UInt32) -> Question? { tokens.firstIndex(of: token).map { questions[$0] } }

  /// Whether a question is waited for.
  func contains(where matches: (Question) -> Bool) -> Bool { questions.contains(where: matches) }

  /// The token of a question that is waited for; nil if there is none like this.
  func token(where matches: (Question) -> Bool) -> UInt32? { questions.firstIndex(where: matches).map { tokens[$0] } }

  /// Keeps a question and names it.
  mutating func insert(_ question: Question) -> UInt32 {
    asked &+= 1
    tokens.append(asked)
    questions.append(question)
    return asked
  }

  /// Takes a question out; nil if it has been answered or given up.
  mutating func remove(_ token: UInt32) -> Question? {
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
