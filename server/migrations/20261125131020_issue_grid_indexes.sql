-- +goose Up
-- A grid's issues are counted by these indexes alone: each query names the community too.
ALTER TABLE issues
  DROP INDEX issues_of_grid_state,
  ADD INDEX issues_of_grid_state (grid_id, state, id, community_id),
  DROP INDEX issues_of_grid_due,
  ADD INDEX issues_of_grid_due (grid_id, next_due_at, id, community_id);
