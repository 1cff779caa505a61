// swift-tools-version: 6.2
// Microbenchmarks, a package of their own so that using the library never fetches a harness:
//
//     swift package --package-path Benchmarks benchmark
//
// and, without a harness (which would take every executable directly below this folder for one of its own, hence the deeper
// places), the model checker against Spin and against itself, and the property engine:
//
//     swift run --package-path Benchmarks -c release model-checking-ratios
//     swift run --package-path Benchmarks -c release property-speed

import PackageDescription

let package = Package(
  name: "ivce-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "ivce", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "OverlayBenchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "IVCE", package: "ivce"),
      ],
      path: "Overlays",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    .executableTarget(
      name: "model-checking-ratios",
      dependencies: [.product(name: "IVCE", package: "ivce")],
      path: "ModelChecking/Ratios"),
    .executableTarget(
      name: "property-speed",
      dependencies: [.product(name: "IVCE", package: "ivce")],
      path: "PropertyTesting/Speed"),
  ],
  swiftLanguageModes: [.v6]
)
