-- +goose Up
-- The mini-program code of each micro-grid, drawn by WeChat once and kept. due_at is when it is drawn next; null when it is there, or given up.
CREATE TABLE IF NOT EXISTS micro_grid_codes (
  micro_grid_id BIGINT NOT NULL PRIMARY KEY,
  scene VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  blob_key VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  due_at DATETIME(6) NULL,
  attempts INT NOT NULL DEFAULT 0,
  failure VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  KEY micro_grid_codes_due (due_at)
);
