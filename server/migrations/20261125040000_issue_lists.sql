-- +goose Up
-- Each list has an index that begins with whose issues it shows and goes on in its order: see store_find.go of package issue.
ALTER TABLE issues
  RENAME INDEX issues_by_community TO issues_of_community,
  RENAME INDEX issues_by_state TO issues_of_community_state,
  RENAME INDEX issues_by_due TO issues_of_community_due,
  RENAME INDEX issues_by_grid TO issues_of_grid_state,
  RENAME INDEX issues_by_micro_grid TO issues_of_micro_grid,
  RENAME INDEX issues_by_owner TO issues_of_owner_state,
  ADD INDEX issues_of_community_category (community_id, category, id),
  ADD INDEX issues_of_community_closed (community_id, closed_at, id),
  ADD INDEX issues_of_grid (grid_id, id),
  ADD INDEX issues_of_grid_due (grid_id, next_due_at, id),
  ADD INDEX issues_of_micro_grid_state (micro_grid_id, state, id),
  ADD INDEX issues_of_owner (owner_id, id),
  ADD INDEX issues_of_reporter (reporter_id, id, state),
  ADD INDEX issues_everywhere_state (state, id),
  ADD INDEX issues_everywhere_due (next_due_at, id),
  DROP INDEX issues_by_reporter,
  DROP INDEX issues_solved;
