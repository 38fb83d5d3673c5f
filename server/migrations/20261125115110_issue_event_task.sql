-- +goose Up
-- The task and the outside body that a step names; a task is named by the version of the step that gave it.
ALTER TABLE issue_events
  ADD COLUMN task INT NULL,
  ADD COLUMN body_id BIGINT NULL;
