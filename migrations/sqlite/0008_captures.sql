-- When an article's pages were captured, a row each time. The newest capture's page is the article. `origin`: what the time
-- is from (page.ts); a page of which nobody says when it was captured has the time of its arrival.
CREATE TABLE captures (
  key INTEGER NOT NULL,
  -- Milliseconds since 1970.
  at INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  origin TEXT NOT NULL,
  PRIMARY KEY (key, at, revision)
) WITHOUT ROWID;

-- Pages of before keep the order in which they came, even where the clock was set back between them.
INSERT INTO captures (key, at, revision, origin)
  SELECT key, max(received_at - revision) OVER (PARTITION BY key ORDER BY revision) + revision, revision, 'arrival'
  FROM revisions;

-- An article's only page has no order to keep.
UPDATE captures SET
  at = CAST(round(unixepoch(hint, 'subsec') * 1000) AS INTEGER),
  origin = 'hint'
FROM (SELECT key, json_extract(hints, '$.capturedAt') AS hint FROM revisions GROUP BY key HAVING count(*) = 1) AS only
WHERE captures.key = only.key AND unixepoch(hint) IS NOT NULL;
