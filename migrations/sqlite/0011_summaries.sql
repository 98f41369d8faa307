-- What a list shows of each living article: the JSON of its item, as text, so that a list is joined from rows as they are.
-- Derived from the article's own JSON in `answers`.
CREATE TABLE summaries (key INTEGER PRIMARY KEY, json TEXT NOT NULL);

-- The program writes them when it opens the file, with the lists of each article (src/store/sqlite/relist.ts).
INSERT OR REPLACE INTO totals VALUES ('listed to', -1);
