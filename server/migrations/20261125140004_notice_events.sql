-- +goose Up
CREATE TABLE IF NOT EXISTS notice_events (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  notice_id BIGINT NOT NULL,
  at DATETIME(6) NOT NULL,
  account_id BIGINT NULL,
  step VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  text VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  KEY notice_events_of_notice (notice_id, id)
);
