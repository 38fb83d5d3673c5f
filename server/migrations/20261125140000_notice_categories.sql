-- +goose Up
-- What notices may be about. One that needs a second person's approval is not sent without it.
CREATE TABLE IF NOT EXISTS notice_categories (
  community_id BIGINT NOT NULL,
  code VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  position INT NOT NULL,
  active BOOLEAN NOT NULL,
  name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  hint VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  approved BOOLEAN NOT NULL,
  answer_limit VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  PRIMARY KEY (community_id, code)
);
