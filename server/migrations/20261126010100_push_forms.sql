-- +goose Up
-- Which template carries an event of a community, on each channel.
CREATE TABLE IF NOT EXISTS push_forms (
  community_id BIGINT NOT NULL,
  event VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  via VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  app VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  template_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  title VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  purpose VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  long_term BOOLEAN NOT NULL,
  fields JSON NOT NULL,
  PRIMARY KEY (community_id, event, via)
);
