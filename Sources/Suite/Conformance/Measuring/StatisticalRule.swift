import PropertyTesting

/// A statistical rule together with what it is applied to, as its laws see it. The input is what a counterexample shows.
struct RuleApplication<Input: Sendable, Output>: Sendable {
  let input: Input
  let rule: @Sendable (Input) -> Output

  var output: Output { rule(input) }
}

extension Specimen {
  /// A rule, applied to generated inputs.
  init<Input: Sendable, Output>(
    _ id: String, _ summary: String, of input: Generator<Input>, rule: @escaping @Sendable (Input) -> Output
  ) where Subject == RuleApplication<Input, Output> {
    self.init(id, summary, of: input) { RuleApplication(input: $0, rule: rule) }
  }
}

extension Mutant {
  /// A broken rule, applied to generated inputs.
  init<Input: Sendable, Output>(
    _ id: String, _ fault: String, killedBy: Set<String>, of input: Generator<Input>,
    rule: @escaping @Sendable (Input) -> Output
  ) where Subject == RuleApplication<Input, Output> {
    self.init(id, fault, killedBy: killedBy, of: input) { RuleApplication(input: $0, rule: rule) }
  }
}
