import Randomness

extension PreparedKernel {
  /// Dependent random accesses in an array of so many bytes, ``AccessProbe/sizes`` being the least and the most: the usual anchor of
  /// whatever follows links through memory.
  public static func accesses(
    inBytes bytes: Int, seed: Seed, parts: Int = 512, steps: Int = 4_096
  ) -> PreparedKernel {
    let sizes = AccessProbe.sizes
    var generator = seed.stream("access")
    let probe = SharedProbe(AccessProbe(bytes: min(max(bytes, sizes.lowerBound), sizes.upperBound), using: &generator))
    // Where each part starts is found in one go through all of them; each must end where the next one starts.
    var starts = [0]
    for _ in 0..<parts { starts.append(probe.probe.follow(from: starts[starts.count - 1], steps: steps)) }
    return PreparedKernel(
      parts: starts.dropFirst().map { KernelWork(operations: steps, checksum: UInt64($0)) }
    ) { part in
      KernelWork(operations: steps, checksum: UInt64(probe.probe.follow(from: starts[part], steps: steps)))
    }
  }

  /// A probe cannot be copied, and a closure holds only what can be.
  private final class SharedProbe {
    let probe: AccessProbe
    init(_ probe: consuming AccessProbe) { self.probe = probe }
  }
}
