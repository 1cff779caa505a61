import GRDB

/// What a store holds, version by version.
///
/// Versions are steps that are never changed once they are out: a later one adds to them.
package enum StoreSchema {
  /// `IVCE`, in the header of the file: tells our databases from those of other programs.
  static let applicationID: Int32 = 0x4956_4345

  /// The steps from an empty file to the present version.
  package static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    // Times are milliseconds since 1970, a seed is the signed number of the same bits, samples are little-endian
    // doubles.
    migrator.registerMigration("1: runs, series, baselines") { database in
      try database.execute(
        sql: """
          CREATE TABLE run (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            started INTEGER NOT NULL,
            command TEXT NOT NULL,
            program TEXT NOT NULL,
            revision TEXT,
            isModified INTEGER NOT NULL,
            seed INTEGER NOT NULL,
            machine TEXT NOT NULL,
            configuration TEXT NOT NULL
          ) STRICT;
          CREATE INDEX runByStart ON run (started, id);
          CREATE TABLE series (
            number INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
            position INTEGER NOT NULL,
            kernel TEXT NOT NULL,
            size INTEGER,
            metric TEXT NOT NULL,
            unit TEXT NOT NULL,
            prefersLarger INTEGER NOT NULL,
            samples BLOB NOT NULL,
            UNIQUE (run, position)
          ) STRICT;
          CREATE INDEX seriesByKernel ON series (kernel, metric, size);
          CREATE TABLE baseline (
            name TEXT PRIMARY KEY NOT NULL,
            run INTEGER NOT NULL REFERENCES run ON DELETE RESTRICT
          ) STRICT;
          CREATE INDEX baselineByRun ON baseline (run);
          """)
    }
    return migrator
  }
}
