-- +goose Up
-- Whom an account signs up: itself, a child, a parent. Of a child there is no more than what it is called and its year of birth.
CREATE TABLE IF NOT EXISTS volunteers (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  account_id BIGINT NOT NULL,
  relation VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  itself BIGINT NULL,
  name_sealed VARBINARY(255) NULL,
  born SMALLINT NULL,
  consented_at DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL,
  removed_at DATETIME(6) NULL,
  UNIQUE KEY volunteers_itself (itself),
  KEY volunteers_of_account (account_id)
);

-- The order of ids is the order of arrival: a row is made while its shift's row is held.
CREATE TABLE IF NOT EXISTS activity_signups (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  activity_id BIGINT NOT NULL,
  shift_id BIGINT NOT NULL,
  volunteer_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  state VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  live BOOLEAN NULL,
  offered_until DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL,
  ended_at DATETIME(6) NULL,
  reminded BOOLEAN NOT NULL DEFAULT FALSE,
  UNIQUE KEY activity_signups_once (volunteer_id, shift_id, live),
  KEY activity_signups_in_line (shift_id, state, id),
  KEY activity_signups_of_account (account_id, id),
  KEY activity_signups_of_activity (activity_id, id),
  KEY activity_signups_offered (state, offered_until)
);
