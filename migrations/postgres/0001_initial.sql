-- The archive as a whole: its identity, the last change of the sequence, and sums, kept in the transactions that change
-- them. Each transaction that changes anything updates the row last and holds it until its commit is durable, so that
-- changes are numbered in the order of commits, without gaps. `generation` counts these transactions; `terms_version`
-- those that merged tags or parted them. `rebuilt_to`: the last key that a rebuild has done; null where none is pending.
CREATE TABLE state (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  archive_id text NOT NULL,
  sequence bigint NOT NULL DEFAULT 0,
  generation bigint NOT NULL DEFAULT 0,
  terms_version bigint NOT NULL DEFAULT 0,
  articles bigint NOT NULL DEFAULT 0,
  deleted bigint NOT NULL DEFAULT 0,
  revisions bigint NOT NULL DEFAULT 0,
  raw_size bigint NOT NULL DEFAULT 0,
  rebuilt_to bigint
) WITH (fillfactor = 10);
INSERT INTO state (archive_id) VALUES (replace(gen_random_uuid()::text, '-', ''));

-- One row an id that was ever given. `revision`: the current one. A deleted article keeps its key, id, the last revision
-- that it was given and the time of deletion.
-- Times are milliseconds since 1970. `url_digest`: SHA-256 of the canonical address of a living article.
CREATE TABLE articles (
  key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  revision integer NOT NULL,
  deleted_at bigint,
  native_id text COLLATE "C",
  url_digest bytea UNIQUE
);
-- A hash index has no limit for the length of what it holds.
CREATE INDEX articles_by_native_id ON articles USING hash (native_id) WHERE native_id IS NOT NULL;

-- What is answered for each living article: its JSON as one zstd frame without a dictionary (RFC 8878), `etag` the first
-- 128 bits of the JSON's SHA-256, base64url; `updated_at` the article's updatedAt.
CREATE TABLE answers (key bigint PRIMARY KEY, etag text NOT NULL, updated_at text NOT NULL, json bytea NOT NULL);
ALTER TABLE answers ALTER COLUMN json SET STORAGE EXTERNAL;

-- All that lists filter by and statistics count: tags, sources, channels, credits, ... `value` is what is compared,
-- `name` the first spelling seen, `articles` how many living articles have it, `root` the tag that this one was merged
-- into, behind all that lie between.
CREATE TABLE terms (
  term integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  name text NOT NULL,
  articles bigint NOT NULL DEFAULT 0,
  root integer,
  UNIQUE (kind, value)
);
CREATE INDEX terms_merged ON terms (root) WHERE root IS NOT NULL;
CREATE INDEX terms_in_use ON terms (kind, value) WHERE articles > 0;
CREATE INDEX tags_by_count ON terms (articles DESC, value) WHERE kind = 'tag' AND articles > 0;

-- For each term its living articles by date: seconds since 1970 of publishedAt (rules/terms.ts says what an undated
-- article has). A merged tag's articles stand under the tag that it was merged into.
CREATE TABLE postings (
  term integer NOT NULL,
  instant bigint NOT NULL,
  key bigint NOT NULL,
  PRIMARY KEY (term, instant, key)
);

-- For each living article its date, that date on the page's own clock in days since 1970, its terms as it names them, and
-- when it came and last changed: ingestedAt and updatedAt in milliseconds since 1970.
CREATE TABLE facts (
  key bigint PRIMARY KEY,
  instant bigint NOT NULL,
  day integer,
  terms integer[] NOT NULL,
  ingested bigint NOT NULL,
  updated bigint NOT NULL
);
CREATE INDEX facts_by_terms ON facts USING gin (terms);
CREATE INDEX facts_by_ingested ON facts (ingested, key);
CREATE INDEX facts_by_updated ON facts (updated, key);

-- How many articles of each listed term were published on each day.
CREATE TABLE term_days (term integer, day integer, articles bigint NOT NULL, PRIMARY KEY (term, day));

-- Which tag was merged into which, as it was asked for.
CREATE TABLE tag_aliases (alias integer PRIMARY KEY, tag integer NOT NULL);
CREATE INDEX tag_aliases_by_tag ON tag_aliases (tag);

-- Each distinct version of an article's page. Its bytes are in `content` as they came where `dictionary` is null, else as
-- one zstd frame, made with that dictionary where it is not 0.
CREATE TABLE revisions (
  key bigint NOT NULL,
  revision integer NOT NULL,
  dictionary integer,
  content bytea NOT NULL,
  digest bytea NOT NULL,
  size integer NOT NULL,
  received_at bigint NOT NULL,
  content_type text NOT NULL,
  hints text NOT NULL,
  PRIMARY KEY (key, revision)
);
ALTER TABLE revisions ALTER COLUMN content SET STORAGE EXTERNAL;

-- When an article's pages were captured, a row each time. The newest capture's page is the article. `origin`: what the time
-- is from (page.ts); a page of which nobody says when it was captured has the time of its arrival.
CREATE TABLE captures (
  key bigint NOT NULL,
  at bigint NOT NULL,
  revision integer NOT NULL,
  origin text NOT NULL,
  PRIMARY KEY (key, at, revision)
);

-- Preset dictionaries, one zstd frame each, made of the archive's own pages. Pages depend on them: they never change.
CREATE TABLE dictionaries (dictionary integer PRIMARY KEY, content bytea NOT NULL);

-- The first 16 bytes of the receipts (page.ts) of all pages that were taken for an article.
CREATE TABLE receipts (receipt bytea PRIMARY KEY, key bigint NOT NULL);
CREATE INDEX receipts_by_key ON receipts (key);

-- Each visible change, numbered without gaps: rows are only ever added. Types and fields: rules/changed.ts. For a merger
-- of tags `key` is the term of the alias and `tag` that of the tag.
CREATE TABLE changes (
  sequence bigint PRIMARY KEY,
  type smallint NOT NULL,
  key bigint NOT NULL,
  at bigint NOT NULL,
  fields bigint NOT NULL,
  tag integer
);

-- What search finds each living article by (postgres/search/grams.ts): the single characters and pairs of its folded
-- title and text, those of the title, the pairs that it has often, and the sketch by which reprints are found.
CREATE TABLE search (
  key bigint PRIMARY KEY,
  instant bigint NOT NULL,
  grams integer[] NOT NULL,
  title_grams integer[] NOT NULL,
  often_grams integer[] NOT NULL,
  sketch integer[] NOT NULL
);
CREATE INDEX search_by_date ON search (instant, key);
CREATE INDEX search_by_grams ON search USING gin (grams);
CREATE INDEX search_by_title_grams ON search USING gin (title_grams);
CREATE INDEX search_by_often_grams ON search USING gin (often_grams);
CREATE INDEX search_by_sketch ON search USING gin (sketch);

-- What a keeper of the archive looks at: for each day of import (days since 1970, UTC) the pages that were stored, the
-- articles that were new, and the bytes of the database, taken at `sized_at`.
CREATE TABLE imports (
  day integer PRIMARY KEY,
  pages bigint NOT NULL,
  articles bigint NOT NULL,
  size bigint,
  sized_at bigint NOT NULL
);

-- Pages that were not stored, by the problem that says why.
CREATE TABLE refusals (problem text COLLATE "C" PRIMARY KEY, pages bigint NOT NULL, last_at bigint NOT NULL);
