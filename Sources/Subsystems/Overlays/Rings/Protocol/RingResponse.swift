/// What a ring's peer answers a client.
public typealias RingResponse = PeerResponse<RingContact>
