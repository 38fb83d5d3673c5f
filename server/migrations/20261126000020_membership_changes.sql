-- +goose Up
-- Whom a change of territory concerned: which one, whether he lives on a side that nobody knows yet, and when he said that he knows.
ALTER TABLE memberships ADD COLUMN change_id BIGINT NULL, ADD COLUMN unsure BOOLEAN NOT NULL DEFAULT FALSE, ADD COLUMN change_seen_at DATETIME(6) NULL;
