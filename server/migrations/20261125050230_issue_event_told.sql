-- +goose Up
-- How and when a reply was told in person.
ALTER TABLE issue_events
  ADD COLUMN way VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  ADD COLUMN told_at DATETIME(6) NULL;
