-- +goose Up
-- What is to be told is counted by this index alone, for one person or one place.
ALTER TABLE issues
  DROP INDEX issues_to_tell,
  ADD INDEX issues_to_tell (tell_by, id, owner_id, community_id, grid_id, micro_grid_id);
