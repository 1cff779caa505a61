import PropertyTesting

/// The case of a law in one word: `LAW/IMPLEMENTATION/c1:CHOICES`.
public struct LawToken: Hashable, Sendable, LosslessStringConvertible {
  /// The law's id.
  public let law: String
  /// The implementation or the mutant.
  public let specimen: String
  /// The choices by which the case is generated.
  public let choices: ChoiceString

  /// The token of a case.
  public init(law: String, specimen: String, choices: ChoiceString) {
    self.law = law
    self.specimen = specimen
    self.choices = choices
  }

  /// Reads a token; nil if the text is none.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, !parts[1].isEmpty, let choices = ChoiceString(String(parts[2])) else {
      return nil
    }
    self.init(law: String(parts[0]), specimen: String(parts[1]), choices: choices)
  }

  /// The token.
  public var description: String { "\(law)/\(specimen)/\(choices)" }
}
