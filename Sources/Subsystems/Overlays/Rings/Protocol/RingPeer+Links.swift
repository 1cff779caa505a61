import Participants

// Long links.
extension RingPeer {
  /// Looks up the link whose turn it is.
  mutating func repairLink(_ effects: inout Effects<RingPeer>) {
    if let link = links.nextLink(from: vicinity(effects)) { lookUpLink(link, isSecond: false, &effects) }
  }

  mutating func lookUpLink(_ link: UInt8, isSecond: Bool, _ effects: inout Effects<RingPeer>) {
    guard let inquiry = links.inquire(link, from: vicinity(effects)) else { return }
    switch inquiry.finding {
    case .here(let list): setLink(link, at: contact(effects), list, &effects)
    case .beyond(let step):
      guard let address = step.contact.address else { return }
      let question = RingQuestion<Links>.link(link, point: inquiry.point, asked: step.contact, isSecond: isSecond)
      let token = ask(question, patience: inquiry.patience, &effects)
      effects.send(
        .findPlace(inquiry.point, route: step.route, for: effects.me, token: token, hops: 1, isForJoin: false),
        to: address)
    }
  }

  /// Asks the node at the end of a link for anything, to see whether it is alive.
  mutating func checkLink(_ contact: RingContact, isSecond: Bool, _ effects: inout Effects<RingPeer>) {
    guard let address = contact.address else { return }
    let token = ask(.end(contact, isSecond: isSecond), &effects)
    effects.send(.askLinks(token: token), to: address)
  }

  mutating func setLink(
    _ link: UInt8, at member: RingContact, _ list: [RingContact], _ effects: inout Effects<RingPeer>
  ) {
    guard let address = links.take(link, at: member, list, from: vicinity(effects))?.address else { return }
    effects.send(.tell(contact(effects), link: link), to: address)
  }
}
