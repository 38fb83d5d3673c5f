-- +goose Up
-- Whom an emergency calls: the workers of its micro-grids and who leads them, and when each said that he knows.
CREATE TABLE IF NOT EXISTS notice_calls (
  notice_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  role VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  grid_id BIGINT NOT NULL,
  micro_grid_id BIGINT NOT NULL,
  acknowledged_at DATETIME(6) NULL,
  PRIMARY KEY (notice_id, account_id),
  KEY notice_calls_of_account (account_id, acknowledged_at)
);
