-- +goose Up
-- Files that somebody asked for: what a list shows, as a spreadsheet. narrowed is the list's filter as it was resolved for the one who asked.
CREATE TABLE IF NOT EXISTS issue_exports (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  account_id BIGINT NOT NULL,
  name VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  narrowed JSON NOT NULL,
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
  KEY issue_exports_due (state, lease_until),
  KEY issue_exports_of_account (account_id, id),
  KEY issue_exports_by_age (created_at),
  CONSTRAINT issue_exports_account FOREIGN KEY (account_id) REFERENCES accounts (id)
);
