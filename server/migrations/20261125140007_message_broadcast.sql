-- +goose Up
-- The broadcast that a message belongs to; its words stand there.
ALTER TABLE messages ADD COLUMN broadcast_id BIGINT NULL;
