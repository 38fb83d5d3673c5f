-- +goose Up
-- By when the reply must be told in person to whom the issue was filed for; null when nobody waits for that.
ALTER TABLE issues ADD COLUMN tell_by DATETIME(6) NULL;
