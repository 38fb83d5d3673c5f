-- +goose Up
-- Files that somebody asked for: a list of some kind, as a spreadsheet. asked is what was asked for, as it was resolved for the one who asked.
CREATE TABLE IF NOT EXISTS exports (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  account_id BIGINT NOT NULL,
  kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  asked JSON NOT NULL,
  state VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'queued',
  done BIGINT NOT NULL DEFAULT 0,
  total BIGINT NOT NULL DEFAULT 0,
  bytes BIGINT NOT NULL DEFAULT 0,
  blob_key VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  attempts INT NOT NULL DEFAULT 0,
  lease_token BINARY(16) NULL,
  lease_until DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL,
  ended_at DATETIME(6) NULL,
  KEY exports_due (state, lease_until),
  KEY exports_of_account (account_id, id),
  KEY exports_by_age (created_at),
  CONSTRAINT exports_account FOREIGN KEY (account_id) REFERENCES accounts (id)
);
