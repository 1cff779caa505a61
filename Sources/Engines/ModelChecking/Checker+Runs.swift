extension Checker {
  @usableFromInline
  func decideRuns(in report: inout SearchReport<M>, _ isInterrupted: @escaping () -> Bool) throws(ModelError) {
  }
}
