import Benchmarking
import Testing

struct BuildNameTests {
  @Test(arguments: [
    ("main", BuildName.any("main")), ("HEAD~1", .any("HEAD~1")), ("./ivce", .program("./ivce")),
    ("/usr/bin/ivce", .program("/usr/bin/ivce")), ("file:ivce", .program("ivce")), ("revision:a/b", .revision("a/b")),
    ("baseline:v1", .baseline("v1")), ("run:12ab", .run("12ab")), ("other:word", .any("other:word")), ("", .any("")),
    ("revision:", .revision("")), ("file:revision:x", .program("revision:x")),
  ])
  func namesAreRead(text: String, name: BuildName) { #expect(BuildName(text) == name) }

  @Test(arguments: [BuildName.any("main"), .program("./x"), .program("x"), .revision("a/b"), .baseline("v"), .run("1")])
  func namesAreWrittenAsTheyAreRead(name: BuildName) { #expect(BuildName("\(name)") == name) }
}
