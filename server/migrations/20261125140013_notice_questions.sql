-- +goose Up
CREATE TABLE IF NOT EXISTS notice_questions (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  notice_id BIGINT NOT NULL,
  community_id BIGINT NOT NULL,
  grid_id BIGINT NOT NULL,
  micro_grid_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  text VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  asked_at DATETIME(6) NOT NULL,
  due_at DATETIME(6) NOT NULL,
  owner_id BIGINT NOT NULL,
  answer VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  answered_by BIGINT NULL,
  answered_at DATETIME(6) NULL,
  KEY notice_questions_listed (community_id, answered_at, id),
  KEY notice_questions_of_notice (notice_id, id),
  KEY notice_questions_of_account (account_id, id),
  CONSTRAINT notice_questions_notice FOREIGN KEY (notice_id) REFERENCES notices (id)
);
