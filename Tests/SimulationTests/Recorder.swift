import Participants
import Simulation

/// Writes down what happens, a line each, and counts.
struct Recorder<Subject: Participant>: SimulationObserver {
  var lines: [String] = []
  var counts = (sent: 0, delivered: 0, lost: 0)
  var delays: [Double] = []
  private var departures: [Subject.Message: VirtualTime] = [:]

  mutating func sent(_ message: Subject.Message, from: Address, to: Address, at time: VirtualTime) {
    counts.sent += 1
    departures[message] = time
  }

  mutating func delivered(_ message: Subject.Message, from: Address, to: Address, at time: VirtualTime) {
    counts.delivered += 1
    if let departure = departures[message] { delays.append(time.seconds - departure.seconds) }
  }

  mutating func lost(_ message: Subject.Message, from: Address, to: Address, at time: VirtualTime) { counts.lost += 1 }

  mutating func requested(_ request: Subject.Request, at address: Address, at time: VirtualTime) {
    lines.append("\(time): \(address) is asked \(request)")
  }

  mutating func responded(_ response: Subject.Response, at address: Address, at time: VirtualTime) {
    lines.append("\(time): \(address) answers \(response)")
  }

  mutating func observed(_ observation: Subject.Observation, at address: Address, at time: VirtualTime) {
    lines.append("\(time): \(address) \(observation)")
  }

  mutating func started(_ address: Address, at time: VirtualTime) { lines.append("\(time): \(address) starts") }

  mutating func crashed(_ address: Address, at time: VirtualTime) { lines.append("\(time): \(address) crashes") }
}
