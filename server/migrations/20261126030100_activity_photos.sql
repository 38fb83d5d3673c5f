-- +goose Up
-- Pictures of an activity: its cover, and what it was like. check_at is when WeChat is asked next; it is empty when there is nothing to ask.
CREATE TABLE IF NOT EXISTS activity_photos (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  activity_id BIGINT NOT NULL,
  uploader_id BIGINT NOT NULL,
  cover BOOLEAN NOT NULL,
  blob_key VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  width INT NOT NULL,
  height INT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  verdict VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  check_at DATETIME(6) NULL,
  attempts INT NOT NULL DEFAULT 0,
  trace_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  decided_by BIGINT NULL,
  KEY activity_photos_of_activity (activity_id, id),
  KEY activity_photos_due (check_at),
  KEY activity_photos_by_trace (trace_id)
);
