-- +goose Up
CREATE TABLE IF NOT EXISTS notice_files (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  notice_id BIGINT NULL,
  position INT NOT NULL DEFAULT 0,
  uploader_id BIGINT NOT NULL,
  blob_key VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  kind VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  bytes BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY notice_files_by_key (blob_key),
  KEY notice_files_of_notice (notice_id, position)
);
