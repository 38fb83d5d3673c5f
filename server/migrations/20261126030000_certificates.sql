-- +goose Up
-- A certificate of volunteer service: asked for, then issued or refused, maybe withdrawn. What it certifies is kept as it was when it was issued.
CREATE TABLE IF NOT EXISTS volunteer_certificates (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  volunteer_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  name_sealed VARBINARY(255) NOT NULL,
  from_day DATE NOT NULL,
  until_day DATE NOT NULL,
  state VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  asked_at DATETIME(6) NOT NULL,
  decided_by BIGINT NULL,
  decided_at DATETIME(6) NULL,
  reason VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  issued_at DATETIME(6) NULL,
  issuer VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  code VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  minutes INT NOT NULL DEFAULT 0,
  services MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NULL,
  UNIQUE KEY volunteer_certificates_code (code),
  KEY volunteer_certificates_of_account (account_id, id),
  KEY volunteer_certificates_of_person (volunteer_id, state),
  KEY volunteer_certificates_of_community (community_id, state, id)
);
