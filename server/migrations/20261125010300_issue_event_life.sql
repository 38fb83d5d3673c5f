-- +goose Up
-- What an event decided, so that replaying the events gives the issue again.
ALTER TABLE issue_events
  ADD COLUMN due_at DATETIME(6) NULL,
  ADD COLUMN next_due_at DATETIME(6) NULL,
  ADD COLUMN paused_at DATETIME(6) NULL,
  ADD COLUMN until_at DATETIME(6) NULL,
  ADD COLUMN ref_id BIGINT NULL,
  ADD COLUMN responded BOOLEAN NULL,
  ADD COLUMN message_id BIGINT NULL;
