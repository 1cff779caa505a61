import Overlays
import Participants

extension LivingRecipe {
  /// Stores objects, lets the history happen, and returns those that were there before it.
  ///
  /// Whoever crashes takes its heir with it, who has copies of its objects: two of three replicas between repairs. Changes of before have been
  /// repaired by then, for whoever has just taken something over has not made copies yet.
  func happenAmongObjects<Peer: ObjectPeer>(to network: inout LivingNetwork<Peer>) -> [UInt64] {
    var generator = seed.stream("living.objects")
    for _ in 0..<16 {
      network.simulation.request(.store(generator.next()), at: Address(generator.below(peers)))
    }
    // Until every client has been answered, and copies that trouble on the way has kept back are there.
    network.run(seconds: 60)
    let stored = network.objects
    for step in steps {
      if case .crash(let place) = step.change {
        network.run(seconds: 30)
        let members = network.members
        guard members.count >= Self.fewestPeers else { continue }
        let owner = members[place % members.count]
        network.simulation.crash(owner.address)
        if let heir = owner.peer.heir { network.simulation.crash(heir) }
        network.run(seconds: 90)
      } else {
        apply(step.change, to: &network)
        network.run(seconds: step.pause)
      }
    }
    return stored
  }
}
