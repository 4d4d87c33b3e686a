-- The revision in force of every article; its Article lies in the log, what was found in it here.
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    uri TEXT NOT NULL UNIQUE,
    seq INTEGER NOT NULL REFERENCES log (seq),
    dated TEXT NOT NULL,                -- versioncreated, else received: what "newest first" means
    indexed TEXT NOT NULL,
    pubstatus TEXT NOT NULL,
    annotation BLOB NOT NULL            -- actors and statements, JSON, zlib
);
CREATE INDEX articles_dated ON articles (dated);
CREATE INDEX articles_seq ON articles (seq);

-- One row for each statement ever in force; one that a correction drops is retracted and stays.
CREATE TABLE statements (
    id INTEGER PRIMARY KEY,
    statement TEXT NOT NULL UNIQUE,
    line TEXT NOT NULL,
    uri TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES log (seq),  -- the last revision that had it: its spans count there
    state TEXT NOT NULL,
    dated TEXT NOT NULL,
    record BLOB NOT NULL                -- IndexedStatement, JSON, zlib; its state is the column's
);
CREATE INDEX statements_line ON statements (line);
CREATE INDEX statements_uri ON statements (uri);
CREATE INDEX statements_seq ON statements (seq);
CREATE INDEX statements_retracted ON statements (dated) WHERE state = 'retracted';
CREATE INDEX statements_dated ON statements (dated);

-- A watch fired for a line (or, without a statement, for an article). Evidence is that of the first carrier.
CREATE TABLE alerts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    watch TEXT NOT NULL,
    official TEXT,
    line TEXT,
    statement TEXT,
    uri TEXT NOT NULL,
    version TEXT,
    fired TEXT NOT NULL,
    why TEXT NOT NULL,                  -- Clause[], JSON
    state TEXT NOT NULL,
    copies INTEGER NOT NULL,
    notified TEXT,                      -- when people were last told that it fired; null: throttled
    acknowledged_by TEXT
);
CREATE INDEX alerts_fired ON alerts (fired);
CREATE INDEX alerts_line ON alerts (line);
CREATE INDEX alerts_throttle ON alerts (watch, official, notified);

-- The articles that carry an alert's line now, each with its own evidence; an alert without any is retracted.
CREATE TABLE carriers (
    number INTEGER PRIMARY KEY,
    alert TEXT NOT NULL REFERENCES alerts (id),
    uri TEXT NOT NULL,
    version TEXT,
    statement TEXT,
    why TEXT NOT NULL,
    UNIQUE (alert, uri)
);
CREATE INDEX carriers_uri ON carriers (uri);

-- Alerts of embargoed articles, until they are due.
CREATE TABLE held (
    uri TEXT PRIMARY KEY,
    due TEXT NOT NULL,
    alerts TEXT NOT NULL                -- Alert[], JSON
) WITHOUT ROWID;
CREATE INDEX held_due ON held (due);

-- What people are still to be told; a row goes when they were.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL,
    alert TEXT NOT NULL                 -- Alert as it was then, JSON
);

-- The words of the records, without the texts: a row has the number of its record.
CREATE VIRTUAL TABLE article_text USING fts5 (
    headline, body, slugline, byline, located, infosource, subject, uri, speaker, official,
    tokenize = 'wirewatch', content = '', contentless_delete = 1
);
CREATE VIRTUAL TABLE statement_text USING fts5 (
    text, context, source, act, speaker, official, headline,
    tokenize = 'wirewatch', content = '', contentless_delete = 1
);
CREATE VIRTUAL TABLE alert_text USING fts5 (
    text, context, source, act, speaker, official, headline, watch, state,
    tokenize = 'wirewatch', content = '', contentless_delete = 1
);
