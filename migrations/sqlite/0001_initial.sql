-- One row an id that was ever given. A deleted article keeps its key, id, revision and the time; all else is null.
CREATE TABLE articles (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  deleted_at INTEGER,
  updated_at INTEGER NOT NULL,
  native_id TEXT,
  -- 48 bits of the canonical address's SHA-256: rows that agree are compared by the address itself.
  url_hash INTEGER,
  -- The first 16 bytes of the answer's SHA-256.
  digest BLOB,
  -- JSON of the members that lists show, one a line (record.ts).
  head BLOB
);
CREATE INDEX articles_by_native_id ON articles (native_id) WHERE native_id IS NOT NULL;
CREATE INDEX articles_by_url ON articles (url_hash) WHERE url_hash IS NOT NULL;

-- The rest of each answer, so that lists never read it.
CREATE TABLE bodies (key INTEGER PRIMARY KEY, coding INTEGER NOT NULL, content BLOB NOT NULL);

-- What lists filter by: every tag, source, channel, credit, missing field, language and year that was ever seen,
-- and one term that all articles have. `name` is the first spelling, `value` what is compared.
CREATE TABLE terms (
  term INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  name TEXT NOT NULL,
  -- Living articles, merged tags included.
  articles INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, value)
);
CREATE INDEX terms_by_count ON terms (kind, articles DESC, value);

-- Sorted lists of the living articles of each term. A merged tag's articles stand under the tag that it went into.
CREATE TABLE postings (
  term INTEGER NOT NULL,
  instant INTEGER NOT NULL,
  key INTEGER NOT NULL,
  PRIMARY KEY (term, instant, key)
) WITHOUT ROWID;

-- The terms of each living article as it names them itself, 4 bytes each, little-endian.
-- `day`: of publishedAt on the page's own clock, in days since 1970.
CREATE TABLE facts (key INTEGER PRIMARY KEY, instant INTEGER NOT NULL, day INTEGER, terms BLOB NOT NULL);

-- Which tag goes into which, as it was asked for.
CREATE TABLE tag_aliases (alias INTEGER PRIMARY KEY, tag INTEGER NOT NULL);
CREATE INDEX tag_aliases_by_tag ON tag_aliases (tag);

-- Raw pages, compressed. `coding`: 0 as they came, 1 deflate, 2 deflate with a dictionary.
CREATE TABLE pages (
  page INTEGER PRIMARY KEY,
  coding INTEGER NOT NULL,
  dictionary INTEGER,
  content BLOB NOT NULL
);
-- Made of the archive's own first pages; never changed once a page uses it.
CREATE TABLE dictionaries (dictionary INTEGER PRIMARY KEY, content BLOB NOT NULL);

CREATE TABLE revisions (
  key INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  page INTEGER NOT NULL,
  digest BLOB NOT NULL,
  size INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  content_type TEXT NOT NULL,
  hints TEXT NOT NULL,
  PRIMARY KEY (key, revision)
) WITHOUT ROWID;

-- 16 bytes of each receipt (page.ts) that an article holds.
CREATE TABLE receipts (receipt BLOB PRIMARY KEY, key INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX receipts_by_key ON receipts (key);

-- One row a visible change, numbered without gaps: rows are only ever added.
CREATE TABLE changes (
  sequence INTEGER PRIMARY KEY,
  type INTEGER NOT NULL,
  key INTEGER NOT NULL,
  at INTEGER NOT NULL,
  -- Bits of the members in changes.ts.
  fields INTEGER NOT NULL
);

-- Sums that nobody should have to count: kept in the transaction that changes them.
CREATE TABLE totals (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
