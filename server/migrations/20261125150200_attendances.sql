-- +goose Up
-- The secret from which an activity's codes of the day are made; its organiser's phone has it too.
CREATE TABLE IF NOT EXISTS activity_secrets (
  activity_id BIGINT NOT NULL PRIMARY KEY,
  secret VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
);

-- That somebody came or went. A mark that arrives twice has one id, and so is one.
CREATE TABLE IF NOT EXISTS attendance_marks (
  id VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  signup_id BIGINT NOT NULL,
  leaves BOOLEAN NOT NULL,
  at DATETIME(6) NOT NULL,
  how VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  marked_by BIGINT NOT NULL,
  received_at DATETIME(6) NOT NULL,
  PRIMARY KEY (signup_id, id)
);

-- Hours of a sign-up. Nothing is changed: a correction is a new row, and the last one in force counts.
CREATE TABLE IF NOT EXISTS volunteer_hours (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  signup_id BIGINT NOT NULL,
  community_id BIGINT NOT NULL,
  volunteer_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  kind VARCHAR(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  minutes INT NOT NULL,
  reason VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  recorded_by BIGINT NULL,
  recorded_at DATETIME(6) NOT NULL,
  decided_by BIGINT NULL,
  decided_at DATETIME(6) NULL,
  accepted BOOLEAN NULL,
  KEY volunteer_hours_of_signup (signup_id, id),
  KEY volunteer_hours_of_account (account_id, id),
  KEY volunteer_hours_waiting (community_id, accepted, id)
);
