-- +goose Up
-- What is open is counted by this index alone, whose part before its id is the order of the list by deadline.
ALTER TABLE issues
  DROP INDEX issues_of_community_due,
  ADD INDEX issues_of_community_due (community_id, next_due_at, id, grid_id, micro_grid_id, category, state);
