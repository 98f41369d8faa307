-- Full-text index over the grams of title and text (grams.ts) and the sketches of similar articles (minhash.ts). It
-- keeps no text: what it cannot tell is looked up in the articles. Its rowids are the numbers of search_documents.
CREATE VIRTUAL TABLE search USING fts5(grams, content='', contentless_delete=1, detail=none, tokenize='ascii');

-- Which document of the index is which article. Numbers ascend with the day of publication (search-documents.ts), so
-- that the newest hits of a query are found without looking at all of them.
CREATE TABLE search_documents (
  document INTEGER PRIMARY KEY,
  key INTEGER NOT NULL UNIQUE,
  -- Seconds since 1970 of publishedAt.
  published INTEGER
);
