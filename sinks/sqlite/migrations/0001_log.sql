-- The log: every revision that was accepted, in the order of acceptance. Nothing is ever taken out.
CREATE TABLE log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    fingerprint TEXT NOT NULL UNIQUE,   -- wirewatch.revision.fingerprint: the same twice is a replay
    uri TEXT NOT NULL,
    accepted TEXT NOT NULL,
    done TEXT,                          -- when it was processed
    outcome TEXT,                       -- indexed, superseded (an older revision, late) or dead; null: pending
    article BLOB NOT NULL               -- Article, JSON, zlib
);
CREATE INDEX log_pending ON log (seq) WHERE outcome IS NULL;
CREATE INDEX log_uri ON log (uri);

-- How far each source has been read; moves in the transaction that accepts what was read.
CREATE TABLE positions (
    key TEXT PRIMARY KEY,
    position TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE dead (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    stage TEXT NOT NULL,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    received TEXT NOT NULL,
    original BLOB NOT NULL
);
