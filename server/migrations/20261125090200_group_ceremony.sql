-- +goose Up
-- A ticket is what a worker binds a group with: once, within minutes. Of what WeChat encrypted only the hash is kept.
CREATE TABLE IF NOT EXISTS group_tickets (
  hash BINARY(32) NOT NULL PRIMARY KEY,
  group_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  activity VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  opengid VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  payload BINARY(32) NULL,
  expires_at DATETIME(6) NOT NULL,
  used_at DATETIME(6) NULL,
  UNIQUE KEY group_tickets_by_payload (payload),
  KEY group_tickets_of_group (group_id, account_id),
  KEY group_tickets_by_end (expires_at)
);

CREATE TABLE IF NOT EXISTS group_events (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  group_id BIGINT NOT NULL,
  micro_grid_id BIGINT NOT NULL,
  at DATETIME(6) NOT NULL,
  account_id BIGINT NULL,
  step VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  text VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  KEY group_events_of_group (group_id, id)
);

CREATE TABLE IF NOT EXISTS group_conflicts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  kind VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  holder_id BIGINT NOT NULL,
  claimant_id BIGINT NOT NULL,
  opengid VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  claimed_by BIGINT NOT NULL,
  raised_at DATETIME(6) NOT NULL,
  decided_at DATETIME(6) NULL,
  decided_by BIGINT NULL,
  decision VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
  reason VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  KEY group_conflicts_open (community_id, decided_at, id),
  KEY group_conflicts_of_holder (holder_id, decided_at),
  KEY group_conflicts_of_claimant (claimant_id, decided_at)
);
