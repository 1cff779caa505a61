/// Takes a result that nobody needs, so that the computation of it is not optimised away.
///
/// The call costs a few nanoseconds: once a sample, not once an iteration.
@inline(never)
@_optimize(none)
public func blackHole<Value: ~Copyable>(_ value: borrowing Value) {}
