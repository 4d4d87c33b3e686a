-- What was said by whom, in however many articles; a statement's line names one. The earliest has the lowest number.
CREATE TABLE lines (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL                -- Line, JSON
);

-- What near copies of a line's first wording have in common with it: a few keys each, of 6 bytes.
CREATE TABLE line_keys (
    key BLOB NOT NULL,
    line INTEGER NOT NULL REFERENCES lines (number),
    PRIMARY KEY (key, line)
) WITHOUT ROWID;

-- The same of articles that are nobody's copy.
CREATE TABLE article_keys (
    key BLOB NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (id),
    PRIMARY KEY (key, article)
) WITHOUT ROWID;

ALTER TABLE articles ADD COLUMN original TEXT;      -- uri of the first article with nearly this text; its own: it is that
UPDATE articles SET original = uri;
CREATE INDEX articles_original ON articles (original);
