import Measuring
import Randomness

/// The kernels by which the measuring is measured itself.
public enum MeasuringWorkloads {
  /// Memory as an anchor sees it, and a kernel whose work can be made longer by a known share.
  public static let all: [Kernel] = [
    Kernel(
      "measuring.access", "Dependent random accesses", operation: "access",
      size: KernelSize(
        "bytes", standard: 262_144, in: 64...(1 << 30), series: (7...12).map { 1 << (2 * $0) },
        estimatedBytes: { $0 + (16 << 20) })
    ) { bytes, seed in .accesses(inBytes: bytes, seed: seed) },
    Kernel(
      calibration, "Dependent random accesses of which some per cent more are done than counted", operation: "access",
      size: KernelSize(
        "percent", standard: 100, in: 100...200, series: [], estimatedBytes: { _ in 16 << 20 })
    ) { percent, seed in
      let (bytes, counted) = (262_144, 10_000)
      let kernel = PreparedKernel.accesses(inBytes: bytes, seed: seed, parts: 64, steps: counted * percent / 100)
      func counting(_ work: KernelWork) -> KernelWork { KernelWork(operations: counted, checksum: work.checksum) }
      return PreparedKernel(parts: kernel.parts.map(counting)) { counting(try kernel.run($0)) }
    },
  ]

  /// The kernel into which slow-downs are injected: its size is its work in per cent of what it counts.
  public static let calibration = "measuring.calibration"
}
