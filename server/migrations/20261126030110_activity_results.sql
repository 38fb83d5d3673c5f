-- +goose Up
ALTER TABLE activities
  ADD COLUMN result VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  ADD COLUMN result_at DATETIME(6) NULL,
  ADD COLUMN result_by BIGINT NULL;
