-- +goose Up
-- Who was to get a notice, and whether he has: unreached, read, confirmed, or told in person.
CREATE TABLE IF NOT EXISTS notice_receipts (
  notice_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  grid_id BIGINT NOT NULL,
  micro_grid_id BIGINT NOT NULL,
  told_first BOOLEAN NOT NULL,
  state VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  read_at DATETIME(6) NULL,
  confirmed_at DATETIME(6) NULL,
  told_at DATETIME(6) NULL,
  told_by BIGINT NULL,
  told_way VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  PRIMARY KEY (notice_id, account_id),
  KEY notice_receipts_to_tell (micro_grid_id, state, notice_id),
  KEY notice_receipts_of_account (account_id, notice_id)
);
