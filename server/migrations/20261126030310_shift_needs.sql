-- +goose Up
-- Codes of the skills that a shift needs, with commas between them.
ALTER TABLE activity_shifts ADD COLUMN needs VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '';
