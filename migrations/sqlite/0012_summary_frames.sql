-- What a list shows of each living article: the JSON of its item, one zstd frame as in `answers`.
DROP TABLE summaries;
CREATE TABLE summaries (key INTEGER PRIMARY KEY, json BLOB NOT NULL);

-- The program writes them when it opens the file, with the lists of each article (src/store/sqlite/relist.ts).
INSERT OR REPLACE INTO totals VALUES ('listed to', -1);
