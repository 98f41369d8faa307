-- Which occasion (packing.ts) a dictionary was made for. Its number says no more than which one it is.
ALTER TABLE dictionaries ADD COLUMN occasion integer UNIQUE;
UPDATE dictionaries SET occasion = dictionary;
ALTER TABLE dictionaries ALTER COLUMN occasion SET NOT NULL;
