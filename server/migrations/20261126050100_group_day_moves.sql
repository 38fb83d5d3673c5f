-- +goose Up
-- Of those who joined, how many came from another micro-grid.
ALTER TABLE group_days ADD COLUMN moves INT NOT NULL DEFAULT 0;
