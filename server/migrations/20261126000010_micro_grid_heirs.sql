-- +goose Up
-- The version that took over when one ended.
ALTER TABLE micro_grids ADD COLUMN heir_id BIGINT NULL;
