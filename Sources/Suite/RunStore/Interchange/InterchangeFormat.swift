import Foundation

/// Files of other benchmark harnesses that a run can come from and be written to.
///
/// What is lost on the way in: both formats of ordo-one/benchmark sort the samples, so that their order is gone; a
/// baseline keeps counts of samples in buckets a thousandth wide, of which each sample takes the middle; thresholds,
/// warm-ups and tags other than `size` and `unit` are left out; neither says when it was measured, from which commit or
/// with which seed. The JMH export of ordo-one/benchmark does not say how many operations an iteration has, so that its
/// values are those of iterations, and it repeats metrics of one benchmark at others that lack them.
///
/// What is lost on the way out: a baseline has natural numbers only, in the same buckets; a scaling factor keeps three
/// digits of small values. The JMH format has no word for revisions, seeds and machines.
public enum InterchangeFormat: String, CaseIterable, Sendable {
  /// The file `.benchmarkBaselines/TARGET/NAME/results.json` of ordo-one/benchmark, version 1.38.
  case baseline = "ordo-one"
  /// The results of the Java Microbenchmark Harness, which ordo-one/benchmark exports, too.
  case jmh
}

extension StoredRun {
  /// Reads the file of another harness as a run whose identifier is a fingerprint of the file's bytes.
  ///
  /// - Parameter started: when it was measured; by default when the file was last written to.
  /// - Throws: ``RunStoreError/Kind/malformed`` with the place that does not say what it should.
  public init(from format: InterchangeFormat, fileAt path: String, started: Date? = nil) throws(RunStoreError) {
    let input = InputFile(path: path)
    let bytes = try input.contents()
    let started = started ?? input.modified
    do {
      switch format {
      case .baseline:
        self = try input.decoded(BaselineDocument.self, from: bytes).run(
          id: UUID(fingerprintOf: bytes), started: started)
      case .jmh:
        self = try [JMHResult].run(
          try input.decoded([JMHResult].self, from: bytes), id: UUID(fingerprintOf: bytes), started: started)
      }
    } catch let misfit as Misfit {
      throw input.malformed(misfit)
    } catch let error as RunStoreError {
      throw error
    } catch {
      throw input.malformed(Misfit(expected: "results of a benchmark", found: "\(error)"))
    }
    if let flaw { throw input.malformed(Misfit(place: flaw.place, expected: flaw.expected, found: flaw.found)) }
  }

  /// The run as a file of another harness; a series without values is left out.
  ///
  /// - Throws: ``RunStoreError/Kind/unsuitable`` for values that the format has no room for.
  public func exported(as format: InterchangeFormat, name: String = "ivce") throws(RunStoreError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let bytes =
        switch format {
        case .baseline: try encoder.encode(BaselineDocument(self, name: name))
        case .jmh: try encoder.encode([JMHResult](self))
        }
      return String(decoding: bytes, as: UTF8.self) + "\n"
    } catch {
      let misfit = error as? Misfit ?? Misfit(expected: "a run that can be written", found: "\(error)")
      throw RunStoreError(
        .unsuitable, path: "the run \(id.text)", place: misfit.place.isEmpty ? nil : misfit.place,
        expected: misfit.expected, found: misfit.found)
    }
  }
}

extension UUID {
  /// An identifier of version 8 from the 128-bit FNV-1a hash of `bytes`: the same file is the same run.
  init(fingerprintOf bytes: Data) {
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    for byte in bytes { hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b }
    var octets = (0..<16).map { UInt8(truncatingIfNeeded: hash >> UInt128(120 - 8 * $0)) }
    octets[6] = octets[6] & 0x0F | 0x80
    octets[8] = octets[8] & 0x3F | 0x80
    self = octets.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
  }
}
