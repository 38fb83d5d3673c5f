-- +goose Up
-- Whom notices can be for, besides where people live: only what a community names here is ever kept of anybody.
CREATE TABLE IF NOT EXISTS notice_tags (
  community_id BIGINT NOT NULL,
  code VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  position INT NOT NULL,
  active BOOLEAN NOT NULL,
  name VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  hint VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  by_resident BOOLEAN NOT NULL,
  told_first BOOLEAN NOT NULL,
  PRIMARY KEY (community_id, code)
);
