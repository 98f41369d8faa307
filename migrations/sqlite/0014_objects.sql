-- Where a page's bytes are if they are in object storage (PAGES) and not in `parts` page parts, of which it has none then:
-- the key of the object behind the prefix, and the bytes in it.
ALTER TABLE revisions ADD COLUMN object TEXT;
ALTER TABLE revisions ADD COLUMN object_offset INTEGER;
ALTER TABLE revisions ADD COLUMN object_length INTEGER;
CREATE INDEX revisions_by_object ON revisions (object, object_offset) WHERE object IS NOT NULL;
