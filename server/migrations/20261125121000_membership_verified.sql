-- +goose Up
-- Who said that the person lives there, and when.
ALTER TABLE memberships
  ADD COLUMN verified_by BIGINT NULL,
  ADD COLUMN verified_at DATETIME(6) NULL;
