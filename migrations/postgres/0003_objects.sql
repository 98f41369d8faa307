-- Where a page's bytes are if they are in object storage (PAGES) and not in `content`: the key of the object behind the
-- prefix, and the bytes in it.
ALTER TABLE revisions ALTER COLUMN content DROP NOT NULL,
  ADD COLUMN object text COLLATE "C",
  ADD COLUMN object_offset integer,
  ADD COLUMN object_length integer,
  ADD CHECK ((content IS NULL) <> (object IS NULL));
CREATE INDEX revisions_by_object ON revisions (object, object_offset) WHERE object IS NOT NULL;
