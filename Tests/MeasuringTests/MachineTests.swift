import Measuring
import Testing

struct MachineTests {
  static let meminfo = """
    MemTotal:       24684100 kB
    MemFree:          178228 kB
    MemAvailable:    4000000 kB
    """

  static let files = [
    "/proc/cpuinfo": "processor\t: 0\nmodel\t\t: 2\nmodel name\t: AMD  EPYC \n\nprocessor\t: 1\nmodel name\t: other\n",
    "/proc/meminfo": meminfo,
    "/etc/os-release": "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n",
  ]

  @Test func oneLineSaysWhatTheMachineIs() {
    let machine = Machine(cores: 2, architecture: "x86_64") { Self.files[$0] }
    #expect(machine.summary == "AMD EPYC, 2 cores, 25.3 GB, Debian GNU/Linux 12 (bookworm)")
    #expect(machine.memory == 24_684_100 * 1024)
  }

  @Test func missingFilesLeaveWhatIsKnown() {
    let machine = Machine(cores: 1, architecture: "aarch64") { _ in nil }
    #expect(machine.summary == "aarch64, 1 core, Linux")
    #expect(Machine.availableMemory { _ in nil } == nil)
  }

  @Test func thisMachineHasADescription() {
    let machine = Machine.current
    #expect(machine.cores >= 1)
    #expect(!machine.processor.isEmpty && !machine.operatingSystem.isEmpty)
    #expect(machine.memory ?? 1 > 0)
    #expect(Machine.availableMemory ?? 0 >= 0)
  }

  @Test(
    arguments: [
      ("model name\t: Intel(R) Xeon(R) CPU @ 2.20GHz\n", "Intel(R) Xeon(R) CPU @ 2.20GHz"),
      ("processor\t: 0\nHardware\t: BCM2835\nRevision\t: c03111\n", "BCM2835"),
      ("cpu\t\t: POWER9, altivec supported\nclock\t: 2.1GHz\n", "POWER9, altivec supported"),
      ("model name\t:\n", nil),
      ("cpu family\t: 6\n", nil),
      ("", nil),
    ] as [(String, String?)])
  func processorModels(cpuinfo: String, expected: String?) {
    #expect(SystemFiles.processorModel(cpuinfo) == expected)
  }

  @Test(
    arguments: [
      ("PRETTY_NAME=\"Ubuntu 24.04 LTS\"\n", "Ubuntu 24.04 LTS"),
      ("PRETTY_NAME='Alpine'\n", "Alpine"),
      ("PRETTY_NAME=Plain\n", "Plain"),
      ("PRETTY_NAME=\"a \\\"b\\\" \\\\ c\"\n", "a \"b\" \\ c"),
      ("PRETTY_NAME=\"\"\n", nil),
      ("PRETTY_NAME=\"\n", "\""),
      ("NAME=x\n", nil),
    ] as [(String, String?)])
  func prettyNames(release: String, expected: String?) {
    #expect(SystemFiles.prettyName(release) == expected)
  }

  @Test func memoryFieldsAreWholeAndInRange() {
    #expect(SystemFiles.memory("MemAvailable", in: Self.meminfo) == 4_096_000_000)
    #expect(SystemFiles.memory("Mem", in: Self.meminfo) == nil)
    #expect(SystemFiles.memory("MemFree", in: "MemFree: many kB") == nil)
    #expect(SystemFiles.memory("MemFree", in: "MemFree:") == nil)
    #expect(SystemFiles.memory("MemFree", in: "MemFree: -1 kB") == nil)
    #expect(SystemFiles.memory("MemFree", in: "MemFree: 9223372036854775807 kB") == nil)
  }

  @Test func withoutALimitTheSystemDecides() {
    let files = [
      "/proc/meminfo": Self.meminfo, "/proc/self/cgroup": "0::/\n",
      "/sys/fs/cgroup/memory.max": "max\n", "/sys/fs/cgroup/memory.current": "5000\n",
    ]
    #expect(Machine.availableMemory { files[$0] } == 4_096_000_000)
  }

  @Test func theTightestGroupOfTheSecondVersionCounts() {
    var files = [
      "/proc/meminfo": Self.meminfo, "/proc/self/cgroup": "0::/jobs/one\n",
      "/sys/fs/cgroup/jobs/memory.max": "1000000\n", "/sys/fs/cgroup/jobs/memory.current": "400000\n",
      "/sys/fs/cgroup/jobs/one/memory.max": "2000000\n", "/sys/fs/cgroup/jobs/one/memory.current": "300000\n",
    ]
    #expect(Machine.availableMemory { files[$0] } == 600_000)
    files["/sys/fs/cgroup/jobs/memory.stat"] = "anon 1\nworkingset_inactive_file 7\ninactive_file 150000\nfile 200000\n"
    #expect(Machine.availableMemory { files[$0] } == 750_000)
    files["/sys/fs/cgroup/jobs/memory.current"] = "1300000\n"
    #expect(Machine.availableMemory { files[$0] } == 0)
  }

  /// The path is the host's, and the container sees its own group at the root.
  @Test func groupsOfTheFirstVersionCountInAContainer() {
    let files = [
      "/proc/meminfo": Self.meminfo,
      "/proc/self/cgroup": "9:name=systemd:/\n4:cpu,memory:/docker/abc:def\n0::/\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": "2147483648\n",
      "/sys/fs/cgroup/memory/memory.usage_in_bytes": "1073741824\n",
      "/sys/fs/cgroup/memory/memory.stat": "cache 5\ntotal_inactive_file 1024\n",
    ]
    #expect(Machine.availableMemory { files[$0] } == 1_073_741_824 + 1024)
    let paths = SystemFiles.memoryGroups("4:cpu,memory:/docker/abc:def\n").map(\.folder)
    #expect(paths.last == "/sys/fs/cgroup/memory/docker/abc:def")
    #expect(SystemFiles.memoryGroups("nonsense\n4:cpu:/x\n\n").isEmpty)
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1000, "1 kB"), (1_234, "1.23 kB"), (12_345, "12.3 kB"), (137_000_000_000, "137 GB"),
    (999_499, "999 kB"), (999_500, "1 MB"), (9_996_000, "10 MB"), (25_276_518_400, "25.3 GB"), (Int.max, "9.22 EB"),
    (-1_500, "-1.5 kB"), (Int.min, "-9.22 EB"),
  ])
  func byteCounts(bytes: Int, expected: String) {
    #expect(ByteCount(bytes).description == expected)
  }
}

struct ProcessorTests {
  @Test(arguments: [
    ("Cpus_allowed_list:\t0-1\n", [0, 1]), ("Name:\tx\nCpus_allowed_list:\t0,2-3,8\nMems:\t1", [0, 2, 3, 8]),
    ("Cpus_allowed_list:\t5", [5]), ("Cpus_allowed_list:\t3-1", []), ("Cpus_allowed_list:\tx", []), ("", []),
    ("Cpus_allowed_list:\t0-99999999999", []),
  ])
  func listsOfProcessorsAreRead(text: String, numbers: [Int]) {
    #expect(SystemFiles.allowedProcessors(text) == numbers)
  }

  @Test func thereIsAtLeastOne() { #expect(!Machine.allowedProcessors.isEmpty) }

  @Test func usageOnlyGrows() {
    let before = ResourceUsage.current
    let memory = [UInt8](repeating: 1, count: 50_000_000)
    blackHole(memory)
    #expect(ResourceUsage.current.peakBytes >= max(before.peakBytes, 50_000_000))
    #expect(ResourceUsage.current.involuntarySwitches >= before.involuntarySwitches)
  }

  /// Where there are counters, they count.
  @Test func hardwareCountersCountOrAreMissing() throws {
    guard let counters = HardwareCounters() else { return }
    guard let before = counters.counts else { return }
    blackHole((0..<100_000).reduce(0, &+))
    let after = try #require(counters.counts)
    #expect(after.instructions > before.instructions && after.cycles > before.cycles)
  }

  @Test func callgrindsCountIsRead() {
    #expect(InstructionCounter.summary("events: Ir\n12 3\nsummary: 1707334\n") == 1_707_334)
    #expect(InstructionCounter.summary("totals: 5") == nil)
    #expect(InstructionCounter.summary("summary: many") == nil)
  }
}
