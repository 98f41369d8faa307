-- What a keeper of the archive looks at: for each day of import (days since 1970, UTC) the pages that were stored, the
-- articles that were new, and the bytes of the database after the last of them (null for the days before this table).
CREATE TABLE imports (
  day INTEGER PRIMARY KEY,
  pages INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  size INTEGER
);
INSERT INTO imports SELECT day, sum(pages), sum(articles), NULL FROM (
  SELECT received_at / 86400000 AS day, 1 AS pages, 0 AS articles FROM revisions
  UNION ALL SELECT at / 86400000, 0, 1 FROM changes WHERE type = 0
) GROUP BY day;

-- Pages that were not stored, by the problem that says why.
CREATE TABLE refusals (problem TEXT PRIMARY KEY, pages INTEGER NOT NULL, last_at INTEGER NOT NULL) WITHOUT ROWID;

-- The missing fields and warnings of each source are counted from here on: all articles are listed anew (0009).
INSERT OR REPLACE INTO totals VALUES ('listed to', -1);
