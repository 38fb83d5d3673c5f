-- +goose Up
-- Who was helped with what is forgotten some time after it ended: sealed is empty then, and kept is NULL.
ALTER TABLE care_orders ADD COLUMN kept BOOLEAN NULL DEFAULT TRUE;
