import Foundation
import Histories
import Testing

@Suite("Logs of operations")
struct OperationLogTests {
  @Test("What Jepsen printed about etcd")
  func jepsen() throws {
    let text = """
      INFO  jepsen.util - 0\t:invoke\t:read\tnil
      INFO  jepsen.util - 1\t:invoke\t:write\t3\r

      INFO  jepsen.util - 12   :invoke :cas    [3 4]
      INFO  jepsen.util - 0\t:ok\t:read\tnil
      INFO  jepsen.util - 1\t:ok\t:write\t3
      INFO  jepsen.util - 12\t:fail\t:cas\t[3 4]
      INFO  jepsen.util - 12\t:invoke\t:cas\t[3 4]
      INFO  jepsen.util - 12\t:ok\t:cas\t[3 4]
      INFO  jepsen.util - 0\t:invoke\t:read\tnil
      INFO  jepsen.util - 0\t:ok\t:read\t4
      INFO  jepsen.util - 0\t:invoke\t:read\tnil
      INFO  jepsen.util - 0\t:fail\t:read\t:timed-out
      INFO  jepsen.util - 0\t:invoke\t:write\t2
      INFO  jepsen.util - 0\t:info\t:write\t:timed-out
      INFO  jepsen.util - 5\t:invoke\t:cas\t[2 1]
      """
    try withFile(text.utf8) { path throws in
      let history = try RecordedHistory<CompareAndSetRegister>(contentsOfJepsenLog: path)
      #expect(
        try history
          == RecordedHistory([
            .invoke(client: 0, .read), .invoke(client: 1, .write(3)),
            .invoke(client: 12, .compareAndSet(expected: 3, new: 4)), .respond(client: 0, .value(nil)),
            .respond(client: 1, .written), .respond(client: 12, .compared(false)),
            .invoke(client: 12, .compareAndSet(expected: 3, new: 4)), .respond(client: 12, .compared(true)),
            .invoke(client: 0, .read), .respond(client: 0, .value(4)), .invoke(client: 0, .read), .fail(client: 0),
            .invoke(client: 0, .write(2)), .timeOut(client: 0),
            .invoke(client: 5, .compareAndSet(expected: 2, new: 1)),
          ]))
      #expect(history.linearizability(from: CompareAndSetRegister()).isLinearizable)
    }
  }

  @Test("What Jepsen's nemesis does to the system is no operation")
  func nemesis() throws {
    let text = """
      INFO  jepsen.util - :nemesis\t:info\t:start\tnil
      INFO  jepsen.util - 0\t:invoke\t:read\tnil
      INFO  jepsen.util - :nemesis\t:info\t:start\t"Cut off {:n1 #{:n2 :n3}}"
      INFO  jepsen.util - 0\t:ok\t:read\tnil
      INFO  jepsen.util - :nemesis\t:info\t:stop\t:fully-connected
      """
    try withFile(text.utf8) { path throws in
      let history = try RecordedHistory<CompareAndSetRegister>(contentsOfJepsenLog: path)
      #expect(try history == RecordedHistory([.invoke(client: 0, .read), .respond(client: 0, .value(nil))]))
    }
  }

  @Test("Blank lines take time, and no memory each")
  func blankLines() throws {
    let blank = Array(repeating: UInt8(ascii: "\n"), count: 1 << 22)
    try withFile(blank + Array("INFO jepsen.util - 0 :okay".utf8)) { path throws in
      let before = try peakMemory()
      let error = try #require(throws: OperationLogError.self) {
        try RecordedHistory<CompareAndSetRegister>(contentsOfJepsenLog: path)
      }
      #expect(error.line == (1 << 22) + 1)
      // The bytes twice, as an array grows; a slice of them for each line would take another 128 MiB.
      #expect(try peakMemory() - before < 96 << 20)
    }
  }

  /// The most memory that this process has ever had, in bytes.
  private func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.filter(\.isNumber))) << 10
  }

  @Test("What a key-value store did")
  func keyValue() throws {
    let text = #"""
      {:process 9, :type :invoke, :f :append, :key "0", :value "x 9 0 y"}
      {:process 4, :type :invoke, :f :get, :key "0", :value nil}
      {:process 9, :type :ok, :f :append, :key "0", :value "x 9 0 y"}
      {:process 4, :type :ok, :f :get, :key "0", :value "x 9 0 y"}
      {:process 4, :type :invoke, :f :put, :key "a b", :value "\"\\,}é"}
      {:process 4, :type :info, :f :put, :key "a b", :value "\"\\,}é"}
      {:process 9, :type :invoke, :f :get, :key "", :value nil}
      {:process 9, :type :fail, :f :get, :key "", :value nil}
      {:process 9, :type :invoke, :f :put, :key "0", :value ""}
      {:process 9, :type :ok, :f :put, :key "0", :value ""}

      """#
    try withFile(text.utf8) { path throws in
      let history = try RecordedHistory<KeyValueStore>(contentsOfKeyValueLog: path)
      #expect(
        try history
          == RecordedHistory([
            .invoke(client: 9, .init("0", .append("x 9 0 y"))), .invoke(client: 4, .init("0", .get)),
            .respond(client: 9, .done), .respond(client: 4, .value("x 9 0 y")),
            .invoke(client: 4, .init("a b", .put("\"\\,}é"))), .timeOut(client: 4),
            .invoke(client: 9, .init("", .get)), .fail(client: 9), .invoke(client: 9, .init("0", .put(""))),
            .respond(client: 9, .done),
          ]))
    }
  }
}
