-- +goose Up
-- When the register verified somebody: once, so that a person's word stands after it.
ALTER TABLE memberships ADD COLUMN matched_at DATETIME(6) NULL;
