-- What is answered for each living article: its JSON as one zstd frame without a dictionary (RFC 8878), which any tool
-- reads and a client that takes zstd is sent as it is. `etag`: the first 128 bits of the JSON's SHA-256, base64url;
-- `updated_at`: the article's updatedAt.
--
-- Older versions coded an article with pieces of text from `codebooks`. The program carries them over in batches when it
-- opens the file (src/store/sqlite/legacy), then drops both old tables.
ALTER TABLE answers RENAME TO legacy_answers;
CREATE TABLE answers (
  key INTEGER PRIMARY KEY,
  etag TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  json BLOB NOT NULL
);
