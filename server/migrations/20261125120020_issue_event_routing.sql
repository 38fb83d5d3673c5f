-- +goose Up
-- Whether the issue waits for whoever takes it first, and the rule that said to whom it goes.
ALTER TABLE issue_events
  ADD COLUMN pooled BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN routing_version INT NULL,
  ADD COLUMN routing_rule INT NULL;
