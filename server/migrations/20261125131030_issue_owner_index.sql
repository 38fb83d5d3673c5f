-- +goose Up
-- A worker's issues of one category are picked in the index, before their rows are read.
ALTER TABLE issues
  DROP INDEX issues_of_owner,
  ADD INDEX issues_of_owner (owner_id, id, category, community_id);
