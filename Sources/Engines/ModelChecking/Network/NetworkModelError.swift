import Participants

/// A network that cannot be modelled.
public enum NetworkModelError: Error, Hashable, CustomStringConvertible {
  /// There is nobody.
  case noParticipants
  /// There are more than 64 participants.
  case tooManyParticipants(Int)
  /// A fault may happen less than never, or more than 65,535 times without being unlimited.
  case unsuitableBudget(fault: String, Budget)
  /// Duplicating without end needs ``ChannelDiscipline/set``, which duplicates anyway.
  case unsuitableDuplications(ChannelDiscipline, Budget)
  /// Partitions may begin, and no cut says which.
  case noCuts
  /// A cut has nobody on one side.
  case trivialCut(AddressSet)
  /// Requests or a cut concern somebody who is not there.
  case unknownAddress(Address)
  /// The participant has sent a message to somebody who is not there.
  case unknownReceiver(Address, from: Address)
  /// The participant, run again on the same input, did not choose among as many ways as before.
  case inconsistentChoices(Address)

  /// One line.
  public var description: String {
    switch self {
    case .noParticipants: "a network needs a participant"
    case .tooManyParticipants(let count): "a network has at most 64 participants, not \(count)"
    case .unsuitableBudget(let fault, let budget):
      "the budget of \(fault) is \(budget); it must be 0 to 65535, or unlimited"
    case .unsuitableDuplications(.set, _): "a network that is a set duplicates anyway; it takes no budget for it"
    case .unsuitableDuplications: "unlimited duplications have no end; take a network that is a set"
    case .noCuts: "partitions need cuts"
    case .trivialCut(let cut): "the cut \(cut) has nobody on one side"
    case .unknownAddress(let address): "there is no participant \(address)"
    case .unknownReceiver(let receiver, let sender):
      "participant \(sender) sends to \(receiver), and there is no such participant"
    case .inconsistentChoices(let address):
      "participant \(address), run again, chose otherwise than before: it is no function of its state and its input"
    }
  }
}
