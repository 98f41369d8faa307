-- One row an id that was ever given. A deleted article keeps its key, id, last revision and the time of deletion.
CREATE TABLE articles (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  deleted_at INTEGER,
  native_id TEXT,
  -- 48 bits of the SHA-256 of the canonical address: enough to find the few rows whose address is then compared.
  url_hash INTEGER
);
CREATE INDEX articles_by_native_id ON articles (native_id) WHERE native_id IS NOT NULL;
CREATE INDEX articles_by_url ON articles (url_hash) WHERE url_hash IS NOT NULL;

-- What is answered for each living article (record.ts), coded with the codebook that it names (codebooks.ts).
CREATE TABLE answers (key INTEGER PRIMARY KEY, record BLOB NOT NULL);

-- Pieces of text with a code each, made of the archive's own articles. Answers depend on them: they never change.
CREATE TABLE codebooks (codebook INTEGER PRIMARY KEY, content BLOB NOT NULL);

-- All that lists filter by and statistics count: tags, sources, channels, credits, ... `value` is what is compared,
-- `name` the first spelling seen, `articles` how many living articles have it.
CREATE TABLE terms (
  term INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  name TEXT NOT NULL,
  articles INTEGER NOT NULL DEFAULT 0,
  -- The tag that this one was merged into, behind all that lie between.
  root INTEGER,
  UNIQUE (kind, value)
);
CREATE INDEX terms_merged ON terms (root) WHERE root IS NOT NULL;
CREATE INDEX terms_in_use ON terms (kind, value) WHERE articles > 0;
CREATE INDEX tags_by_count ON terms (articles DESC, value) WHERE kind = 'tag' AND articles > 0;

-- For each term its living articles by date. A merged tag's articles stand under the tag that it was merged into.
CREATE TABLE postings (
  term INTEGER NOT NULL,
  -- Seconds since 1970 of publishedAt; terms.ts says what an undated article has.
  instant INTEGER NOT NULL,
  key INTEGER NOT NULL,
  PRIMARY KEY (term, instant, key)
) WITHOUT ROWID;

-- For each living article its date and its terms as it names them itself: unsigned, 4 bytes each, little-endian.
CREATE TABLE facts (
  key INTEGER PRIMARY KEY,
  instant INTEGER NOT NULL,
  -- The date of publishedAt on the page's own clock, in days since 1970.
  day INTEGER,
  terms BLOB NOT NULL
);

-- Which tag was merged into which, as it was asked for.
CREATE TABLE tag_aliases (alias INTEGER PRIMARY KEY, tag INTEGER NOT NULL);
CREATE INDEX tag_aliases_by_tag ON tag_aliases (tag);

-- Each distinct version of an article's page. Its bytes are in `parts` page parts from `first_part` on: as they came
-- where `dictionary` is null, deflated without one where it is 0, with that one elsewhere.
CREATE TABLE revisions (
  key INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  first_part INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  dictionary INTEGER,
  digest BLOB NOT NULL,
  size INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  content_type TEXT NOT NULL,
  hints TEXT NOT NULL,
  PRIMARY KEY (key, revision)
) WITHOUT ROWID;

-- Small, because the database's own pages are filled with whole rows.
CREATE TABLE page_parts (part INTEGER PRIMARY KEY, content BLOB NOT NULL);

-- Preset dictionaries, made of the archive's own pages. Pages depend on them: they are never changed.
CREATE TABLE dictionaries (dictionary INTEGER PRIMARY KEY, content BLOB NOT NULL);

-- The first 16 bytes of the receipts (page.ts) of all pages that were taken for an article.
CREATE TABLE receipts (receipt BLOB PRIMARY KEY, key INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX receipts_by_key ON receipts (key);

-- Each visible change, numbered without gaps: rows are only ever added. Types and fields: changes.ts.
CREATE TABLE changes (
  sequence INTEGER PRIMARY KEY,
  type INTEGER NOT NULL,
  key INTEGER NOT NULL,
  at INTEGER NOT NULL,
  fields INTEGER NOT NULL
);

-- Sums, kept in the transactions that change them.
CREATE TABLE totals (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO totals VALUES ('articles', 0), ('deleted', 0), ('revisions', 0), ('raw size', 0);
