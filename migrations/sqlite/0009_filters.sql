-- When an article came and when it last changed: ingestedAt and updatedAt in milliseconds since 1970.
ALTER TABLE facts ADD COLUMN ingested INTEGER NOT NULL DEFAULT 0;
ALTER TABLE facts ADD COLUMN updated INTEGER NOT NULL DEFAULT 0;
CREATE INDEX facts_by_ingested ON facts (ingested);
CREATE INDEX facts_by_updated ON facts (updated);

-- How many articles of each listed term were published on each day (of the page's own clock, in days since 1970). The
-- terms of months, which counted less, are no longer used.
CREATE TABLE term_days (
  term INTEGER NOT NULL,
  day INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (term, day)
) WITHOUT ROWID;
INSERT INTO term_days SELECT term, day, count(*) FROM postings JOIN facts USING (key)
  WHERE day IS NOT NULL GROUP BY term, day;

-- The program lists all articles anew when it opens the file (src/store/sqlite/relist.ts): under their hosts, and with
-- these times. This is the key of the last article that is done.
INSERT OR REPLACE INTO totals VALUES ('listed to', -1);
