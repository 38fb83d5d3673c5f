-- +goose Up
-- The task whose deadline it is; null for the issue's own.
ALTER TABLE issue_alerts ADD COLUMN task INT NULL;
