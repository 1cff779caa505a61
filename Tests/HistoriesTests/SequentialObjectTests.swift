import Histories
import Testing

@Suite("Sequential objects")
struct SequentialObjectTests {
  @Test("A register gives what was written last, and only that")
  func register() {
    let register = Register("A")
    #expect(register.step(.read, .value("A")) == register)
    #expect(register.step(.read, .value("B")) == nil)
    #expect(register.step(.read, nil) == register)
    #expect(register.step(.write("B"), .written) == Register("B"))
    #expect(register.step(.write("B"), nil) == Register("B"))
    #expect(register.step(.read, .written) == nil)
    #expect(register.step(.write("A"), .value("A")) == nil)
  }

  @Test("Compare-and-set replaces the expected value, and fails at any other")
  func compareAndSet() {
    let empty = CompareAndSetRegister()
    #expect(empty.step(.read, .value(nil)) == empty)
    #expect(empty.step(.read, .value(0)) == nil)
    #expect(empty.step(.read, nil) == empty)
    #expect(empty.step(.write(3), .written) == CompareAndSetRegister(3))
    #expect(empty.step(.write(3), nil) == CompareAndSetRegister(3))
    #expect(empty.step(.compareAndSet(expected: 0, new: 1), .compared(false)) == empty)
    #expect(empty.step(.compareAndSet(expected: 0, new: 1), .compared(true)) == nil)
    let three = CompareAndSetRegister(3)
    #expect(three.step(.compareAndSet(expected: 3, new: 4), .compared(true)) == CompareAndSetRegister(4))
    #expect(three.step(.compareAndSet(expected: 3, new: 4), .compared(false)) == nil)
    #expect(three.step(.compareAndSet(expected: 3, new: 4), nil) == CompareAndSetRegister(4))
    #expect(three.step(.compareAndSet(expected: 2, new: 4), nil) == three)
    #expect(three.step(.read, .written) == nil && three.step(.read, .compared(true)) == nil)
    #expect(three.step(.write(3), .value(3)) == nil && three.step(.write(3), .compared(true)) == nil)
    #expect(three.step(.compareAndSet(expected: 3, new: 4), .written) == nil)
  }

  @Test("A store replaces and appends under each key alone; an empty value is as good as none")
  func store() throws {
    let empty = KeyValueStore()
    #expect(empty.step(.init("x", .get), .value("")) == empty)
    #expect(empty.step(.init("x", .get), .value("a")) == nil)
    #expect(empty.step(.init("x", .get), nil) == empty)
    #expect(empty.step(.init("x", .get), .done) == nil)
    #expect(empty.step(.init("x", .put("a")), .value("a")) == nil)
    #expect(empty.step(.init("x", .put("")), .done) == empty)
    let one = try #require(empty.step(.init("x", .append("a")), .done)?.step(.init("x", .append("b")), nil))
    #expect(one["x"] == "ab" && one["y"] == "")
    #expect(one.step(.init("x", .put("")), nil) == empty)
    #expect(one.step(.init("y", .get), .value("ab")) == nil)
  }

  @Test("Values that look the same are different bytes")
  func bytes() throws {
    let composed = try #require(KeyValueStore().step(.init("x", .put("\u{E9}")), .done))
    #expect(composed.step(.init("x", .get), .value("\u{E9}")) != nil)
    #expect(composed.step(.init("x", .get), .value("e\u{301}")) == nil)
    #expect(composed["x"].description == "é" && ByteString([0x61, 0xFF]).description == "a\u{FFFD}")
  }
}
