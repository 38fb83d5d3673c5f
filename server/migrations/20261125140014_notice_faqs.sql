-- +goose Up
CREATE TABLE IF NOT EXISTS notice_faqs (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  notice_id BIGINT NOT NULL,
  community_id BIGINT NOT NULL,
  question VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  answer VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  created_by BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  KEY notice_faqs_of_notice (notice_id, id),
  KEY notice_faqs_of_community (community_id, id),
  CONSTRAINT notice_faqs_notice FOREIGN KEY (notice_id) REFERENCES notices (id)
);
