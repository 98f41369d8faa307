-- What a list shows of an article says when its page was captured. The program writes it when it opens the file, with the
-- lists of each article (src/store/sqlite/relist.ts); articles themselves say it once they are parsed anew.
INSERT OR REPLACE INTO totals VALUES ('listed to', -1);
