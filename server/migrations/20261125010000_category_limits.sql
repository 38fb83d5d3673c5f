-- +goose Up
-- Limits are written as people say them (1工作日, 4工作时, 2小时); a category may ask for a check before it closes.
ALTER TABLE categories
  ADD COLUMN accept_limit VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '1工作日',
  ADD COLUMN handle_limit VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '2工作日',
  ADD COLUMN reply_limit VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '5工作日',
  ADD COLUMN is_checked BOOLEAN NOT NULL DEFAULT FALSE,
  DROP COLUMN accept_hours,
  DROP COLUMN reply_hours;
