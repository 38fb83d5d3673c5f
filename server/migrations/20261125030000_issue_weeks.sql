-- +goose Up
-- A frozen week never changes: its rows are only ever inserted; corrections stand beside it.
CREATE TABLE IF NOT EXISTS issue_weeks (
  community_id BIGINT NOT NULL,
  week DATE NOT NULL,
  frozen_at DATETIME(6) NOT NULL,
  PRIMARY KEY (community_id, week)
);

CREATE TABLE IF NOT EXISTS issue_week_items (
  community_id BIGINT NOT NULL,
  week DATE NOT NULL,
  issue_id BIGINT NOT NULL,
  grid_id BIGINT NOT NULL,
  micro_grid_id BIGINT NOT NULL,
  entered VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  state VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  is_out BOOLEAN NOT NULL,
  is_late BOOLEAN NOT NULL,
  next_due_at DATETIME(6) NULL,
  owner_id BIGINT NOT NULL,
  PRIMARY KEY (community_id, week, issue_id),
  KEY issue_week_items_out (community_id, week, is_out, issue_id)
);

CREATE TABLE IF NOT EXISTS issue_week_corrections (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  week DATE NOT NULL,
  issue_id BIGINT NULL,
  account_id BIGINT NOT NULL,
  text VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  created_at DATETIME(6) NOT NULL,
  KEY issue_week_corrections_of (community_id, week, id)
);
