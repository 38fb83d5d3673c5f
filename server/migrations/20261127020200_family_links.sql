-- +goose Up
-- A grown child may sign up a parent who has an account, once the parent agreed. The phone is kept only to be recognised; name and phone go when it ends.
CREATE TABLE IF NOT EXISTS family_links (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  account_id BIGINT NOT NULL,
  parent_id BIGINT NULL,
  name_sealed VARBINARY(255) NULL,
  phone_index VARBINARY(32) NULL,
  state VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  asked_at DATETIME(6) NOT NULL,
  answered_at DATETIME(6) NULL,
  answered_by BIGINT NULL,
  ended_at DATETIME(6) NULL,
  ended_by BIGINT NULL,
  UNIQUE KEY family_links_once (account_id, phone_index),
  KEY family_links_of_phone (phone_index, state),
  KEY family_links_of_parent (parent_id, state),
  KEY family_links_by_state (state, id)
);
