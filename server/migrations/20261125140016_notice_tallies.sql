-- +goose Up
-- The receipts of a notice counted by micro-grid, in the transaction of each: a million of them cannot be counted for a list.
CREATE TABLE IF NOT EXISTS notice_tallies (
  notice_id BIGINT NOT NULL,
  micro_grid_id BIGINT NOT NULL,
  targeted BIGINT NOT NULL DEFAULT 0,
  unreached BIGINT NOT NULL DEFAULT 0,
  read_count BIGINT NOT NULL DEFAULT 0,
  confirmed BIGINT NOT NULL DEFAULT 0,
  told BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (notice_id, micro_grid_id)
);
