-- The archive's identity: random, and new for each backup and for each restored archive, because both continue the
-- change sequence with changes of their own. A follower of /changes compares it.
CREATE TABLE archive (id TEXT NOT NULL);
INSERT INTO archive VALUES (lower(hex(randomblob(16))));

-- Merges of tags are changes, too: `key` is then the term of the alias, and `tag` the term of the tag.
ALTER TABLE changes ADD COLUMN tag INTEGER;
