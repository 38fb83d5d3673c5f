-- +goose Up
-- All answers of WeChat's dialog are kept: what the template's owner may not send, what WeChat left out, and the last word.
ALTER TABLE push_grants
  ADD COLUMN banned INT NOT NULL DEFAULT 0,
  ADD COLUMN filtered INT NOT NULL DEFAULT 0,
  ADD COLUMN choice VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
  ADD COLUMN chosen_at DATETIME(6) NULL;
