-- What happened to alerts that people are told of; a row for each thing that came out of the outbox.
CREATE TABLE notices (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    alert TEXT NOT NULL,
    event TEXT NOT NULL,
    notice BLOB NOT NULL                -- Notice, JSON, zlib
);
CREATE INDEX notices_alert ON notices (alert);

-- The way of a notice to each channel: what is to be sent, and the record of what was sent to whom.
CREATE TABLE deliveries (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    notice INTEGER NOT NULL REFERENCES notices (number),
    channel TEXT NOT NULL,
    due TEXT NOT NULL,
    state TEXT NOT NULL,                -- waiting, sent, failed (given up) or withdrawn (taken back unsent)
    started TEXT,                       -- when it was last tried: it may have reached them
    settled TEXT,                       -- when it was sent, given up or withdrawn
    message TEXT,                       -- those with the same went out together
    recipient TEXT,                     -- the address, without its secrets
    reason TEXT                         -- why it failed
);
CREATE INDEX deliveries_waiting ON deliveries (channel, due) WHERE state = 'waiting';
CREATE INDEX deliveries_sent ON deliveries (channel, settled) WHERE state = 'sent';
CREATE INDEX deliveries_notice ON deliveries (notice);

-- How each channel that was used stands.
CREATE TABLE channels (
    id TEXT PRIMARY KEY,
    tries INTEGER NOT NULL,             -- attempts that failed, one after the other; 0: all is well
    since TEXT,                         -- when the first of them was
    retry TEXT,                         -- when the next is
    reason TEXT
) WITHOUT ROWID;

ALTER TABLE alerts ADD COLUMN acknowledged TEXT;    -- when; acknowledged_by says who
ALTER TABLE alerts ADD COLUMN updated TEXT;         -- when people were last told of a further copy
ALTER TABLE alerts ADD COLUMN rule TEXT;            -- Watch as it was when it fired, JSON
ALTER TABLE alerts ADD COLUMN made_by TEXT;         -- Versions of what it fired on, JSON
ALTER TABLE outbox ADD COLUMN difference TEXT;      -- Difference, JSON
