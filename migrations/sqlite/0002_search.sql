-- The search index: segments, each the grams (grams.ts) of some articles, sorted by publication. Segments are written
-- once; small ones are merged into greater ones.
CREATE TABLE search_segments (
  segment INTEGER PRIMARY KEY,
  -- Random: tells a segment from one that had its number before and was never committed.
  tag INTEGER NOT NULL,
  -- search-segments.ts: whether it is searched, still being written, or to be removed.
  state INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  -- How many of them are without a date: the first ones.
  undated INTEGER NOT NULL,
  -- How many of them were replaced or deleted since.
  deleted INTEGER NOT NULL DEFAULT 0,
  -- The segment that it is being merged into.
  output INTEGER,
  -- While it is being written: the last gram that is there.
  progress INTEGER
);

-- search-block.ts. Written in the order of their numbers, so that pages are full.
CREATE TABLE search_blocks (block INTEGER PRIMARY KEY, content BLOB NOT NULL);

-- Of each segment the directory of its blocks and the table of its documents, in parts (search-segments.ts).
CREATE TABLE search_parts (part INTEGER PRIMARY KEY, content BLOB NOT NULL);

-- Documents that are in a segment but not found any more.
CREATE TABLE search_deleted (segment INTEGER, ordinal INTEGER, PRIMARY KEY (segment, ordinal)) WITHOUT ROWID;

-- Under which date each article is in the index: seconds since 1970 of publishedAt, null without one.
CREATE TABLE search_articles (key INTEGER PRIMARY KEY, published INTEGER);
