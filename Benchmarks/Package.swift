// swift-tools-version: 6.2
// The kernels under another harness, in a package of its own so that using the library never fetches it:
//
//     swift package --package-path Benchmarks benchmark
//
// and, without the harness (which would take every executable directly below this folder for one of its own, hence the deeper
// place), the model checker against Spin and against itself:
//
//     swift run --package-path Benchmarks -c release model-checking-ratios
//
// and our best matcher beside matchers in C, which are elsewhere:
//
//     swift run --package-path Benchmarks -c release matching-ratios [FOLDER]

import PackageDescription

let package = Package(
  name: "ivce-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "ivce", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "KernelBenchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "IVCE", package: "ivce"),
      ],
      path: "Kernels",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    .executableTarget(
      name: "model-checking-ratios",
      dependencies: [.product(name: "IVCE", package: "ivce")],
      path: "ModelChecking/Ratios"),
    .executableTarget(
      name: "matching-ratios",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "IVCE", package: "ivce"),
      ],
      path: "Matching/Ratios"),
  ],
  swiftLanguageModes: [.v6]
)
