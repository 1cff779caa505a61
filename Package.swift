// swift-tools-version: 6.2
// The rooms of the suite. Dependencies point down only: foundations, subsystems, engines, suite, command.

import PackageDescription

func room(_ name: String, in layer: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/\(layer)/\(name)")
}

func systemLibrary(_ name: String, pkgConfig: String, debian package: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/Foundations/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

/// SQLite is the system's: libsqlite3-dev on Debian.
let database: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")

let package = Package(
  name: "ivce",
  products: [
    .executable(name: "ivce", targets: ["ivce"]),
    .library(
      name: "IVCE",
      targets: [
        "CanonicalEncoding", "ExactNumbers", "Randomness", "Latencies", "Participants", "Histories", "Overlays",
        "Events", "Measuring", "ModelChecking", "PropertyTesting", "Simulation", "Reporting", "RunStore",
        "Benchmarking", "Conformance",
      ]),
    // Apart from the rest, for it needs Swift Testing.
    .library(name: "IVCETesting", targets: ["PropertyExpectations"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
  ],
  targets: [
    systemLibrary("CGMP", pkgConfig: "gmp", debian: "libgmp-dev"),
    systemLibrary("CNettle", pkgConfig: "nettle", debian: "nettle-dev"),
    .systemLibrary(name: "CPerfEvents", path: "Sources/Foundations/CPerfEvents"),
    .systemLibrary(name: "CProcessor", path: "Sources/Foundations/CProcessor"),
    room("CanonicalEncoding", in: "Foundations"),
    room("InputFiles", in: "Foundations"),
    room("Participants", in: "Foundations", ["CanonicalEncoding"]),
    room("Histories", in: "Foundations", ["InputFiles"]),
    room("ExactNumbers", in: "Foundations", ["CGMP"]),
    room("Randomness", in: "Foundations"),
    room("Latencies", in: "Foundations", ["InputFiles", "Randomness"]),

    room(
      "Overlays", in: "Subsystems", ["CNettle", "CanonicalEncoding", "ExactNumbers", "Participants", "Randomness"]),
    room(
      "Events", in: "Subsystems", ["CProcessor", "CanonicalEncoding", "InputFiles", "Participants", "Randomness"]),

    room(
      "Measuring", in: "Engines",
      [
        "CPerfEvents", "Randomness", .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    room(
      "ModelChecking", in: "Engines", ["CanonicalEncoding", "CProcessor", "InputFiles", "Participants", "Randomness"]),
    room("PropertyTesting", in: "Engines", ["ExactNumbers", "Histories", "Randomness"]),
    room("Simulation", in: "Engines", ["CanonicalEncoding", "Latencies", "Participants", "Randomness"]),
    room("PropertyExpectations", in: "Engines", ["PropertyTesting", "Randomness"]),

    room("Reporting", in: "Suite"),
    room(
      "RunStore", in: "Suite",
      ["InputFiles", "Measuring", database, .product(name: "GRDBSQLite", package: "GRDB.swift")]),
    room("Benchmarking", in: "Suite", ["Measuring", "Randomness", "Reporting", "RunStore"]),
    room(
      "Conformance", in: "Suite",
      [
        "CanonicalEncoding", "Events", "ExactNumbers", "Histories", "Latencies", "Measuring", "ModelChecking",
        "Overlays", "Participants", "PropertyTesting", "Randomness", "Reporting", "Simulation",
      ]),

    .executableTarget(
      name: "ivce",
      dependencies: [
        argumentParser, "Benchmarking", "Conformance", "Events", "Histories", "Latencies", "Measuring", "ModelChecking",
        "PropertyTesting", "Randomness", "Reporting", "RunStore",
      ]),

    .testTarget(name: "CanonicalEncodingTests", dependencies: ["CanonicalEncoding", "Randomness"]),
    .testTarget(name: "ExactNumbersTests", dependencies: ["ExactNumbers"]),
    .testTarget(name: "RandomnessTests", dependencies: ["Randomness"]),
    .testTarget(name: "LatenciesTests", dependencies: ["Latencies", "Randomness"]),
    .testTarget(name: "OverlaysTests", dependencies: ["ExactNumbers", "Overlays", "Randomness"]),
    .testTarget(
      name: "EventsTests",
      dependencies: [
        "CanonicalEncoding", "Events", "Latencies", "ModelChecking", "Participants", "Randomness", "Simulation",
      ]),
    .testTarget(name: "MeasuringTests", dependencies: ["Measuring", "Randomness"]),
    .testTarget(name: "HistoriesTests", dependencies: ["Histories"]),
    .testTarget(
      name: "ModelCheckingTests",
      dependencies: ["CanonicalEncoding", "Conformance", "Histories", "ModelChecking", "Participants", "Randomness"]),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["CanonicalEncoding", "Latencies", "Participants", "Randomness", "Simulation"]),
    .testTarget(name: "PropertyTestingTests", dependencies: ["ExactNumbers", "PropertyTesting", "Randomness"]),
    .testTarget(
      name: "PropertyExpectationsTests", dependencies: ["PropertyExpectations", "PropertyTesting", "Randomness"]),
    .testTarget(
      name: "BenchmarkingTests", dependencies: ["Benchmarking", "Measuring", "Randomness", "Reporting", "RunStore"]),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting"]),
    .testTarget(name: "RunStoreTests", dependencies: ["Measuring", "Randomness", "RunStore", database]),
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "CanonicalEncoding", "Conformance", "Events", "Latencies", "Measuring", "ModelChecking", "Overlays",
        "Participants", "PropertyTesting", "Randomness", "Reporting", "Simulation",
      ]),
    .testTarget(name: "ivceTests", dependencies: ["ivce"]),
  ],
  swiftLanguageModes: [.v6]
)

// Whoever has a newer compiler may meet new warnings, and must not be stopped by them; a change to the suite must have none.
if Context.environment["CI"] != nil {
  for target in package.targets where target.type != .system {
    target.swiftSettings = [.treatAllWarnings(as: .error)]
  }
}
