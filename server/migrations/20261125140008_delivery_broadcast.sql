-- +goose Up
ALTER TABLE deliveries ADD COLUMN broadcast_id BIGINT NULL;
