import Foundation
import Randomness

/// A folder in which failing cases are kept, each in a small text file, so that they are tried first the next time.
///
/// Files are written whole or not at all, and may be read, copied and deleted by anyone at any time.
public struct FailureFolder: Hashable, Sendable {
  /// Where it is.
  public let path: String

  /// The folder unless told otherwise.
  public static let standard = FailureFolder(path: ".ivce/failures")

  /// A file longer than this is none of ours.
  private static let mostBytes = 1 << 20

  /// The folder at a path; it is made when there is something to keep.
  public init(path: String) { self.path = path }

  /// A failing case that was kept.
  struct Entry: Hashable {
    let file: String
    let choices: ChoiceString
  }

  /// The failing cases of a property, in the order of their files' names, and what is wrong with files that cannot be read.
  func entries(of property: String) -> (entries: [Entry], warnings: [String]) {
    let prefix = Self.fileName(property) + "-"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    var (entries, warnings): ([Entry], [String]) = ([], [])
    for name in names.filter({ $0.hasPrefix(prefix) && $0.hasSuffix(".txt") }).sorted() {
      let file = "\(path)/\(name)"
      guard let size = Self.sizeOfRegularFile(file) else { continue }
      guard size <= Self.mostBytes, let text = try? String(contentsOfFile: file, encoding: .utf8) else {
        warnings.append("\(file): a text of at most \(Self.mostBytes) bytes was expected")
        continue
      }
      let lines = text.split(separator: "\n")
      func field(_ name: String) -> Substring? {
        lines.first { $0.hasPrefix("\(name): ") }?.dropFirst(name.count + 2)
      }
      // Two names may make one file name.
      guard let kept = field("property") else {
        warnings.append("\(file): a line \"property: ...\" was expected")
        continue
      }
      guard kept == Self.oneLine(property) else { continue }
      guard let choices = field("choices").flatMap({ ChoiceString(String($0)) }) else {
        warnings.append("\(file): a line \"choices: c1:...\" was expected")
        continue
      }
      entries.append(Entry(file: file, choices: choices))
    }
    return (entries, warnings)
  }

  /// Keeps a failing case in place of an earlier one that failed in the same way.
  func keep<Value>(_ found: Counterexample<Value>, of property: String, seed: Seed) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let failure = found.failure.identity
    let identity = Seed(0).child(property).child(failure.kind).child(failure.location ?? "").value
    let file = "\(path)/\(Self.fileName(property))-\(String(identity, radix: 36)).txt"
    let text = """
      A failing case, tried first when the property is checked again. This file may be deleted.
      property: \(Self.oneLine(property))
      seed: \(seed)
      choices: \(found.choices)
      value: \(Self.oneLine(found.text))
      failure: \(Self.oneLine(found.failure.message))

      """
    try text.write(toFile: file, atomically: true, encoding: .utf8)
  }

  /// Forgets a case that does not fail any more.
  func forget(_ entry: Entry) { try? FileManager.default.removeItem(atPath: entry.file) }

  private static func sizeOfRegularFile(_ path: String) -> Int? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      attributes[.type] as? FileAttributeType == .typeRegular
    else { return nil }
    return (attributes[.size] as? NSNumber)?.intValue
  }

  /// A name that any file system takes.
  private static func fileName(_ property: String) -> String {
    let plain = property.unicodeScalars.map { scalar in
      ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "."
        ? Character(scalar) : "-"
    }
    return String(plain.prefix(100))
  }

  private static func oneLine(_ text: String) -> String {
    let short = text.prefix(10_000)
    return String(short.map { $0.isNewline ? " " : $0 })
  }
}
