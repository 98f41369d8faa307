-- Grams come in bulk: what is added to their index is moved into its tree about a thousand articles at a time (in kilobytes).
ALTER INDEX search_by_grams SET (gin_pending_list_limit = 16384);
-- Sorted numbers that no compression makes smaller.
ALTER TABLE search ALTER COLUMN grams SET STORAGE EXTERNAL;
-- While a vacuum moves them nobody else does: it must not pause.
ALTER TABLE search SET (autovacuum_vacuum_cost_delay = 0);
-- How frequent grams are changes little while articles come, and to find out reads all grams of many.
ALTER TABLE search SET (autovacuum_analyze_scale_factor = 0.5);
