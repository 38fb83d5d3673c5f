-- +goose Up
CREATE TABLE IF NOT EXISTS accounts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  unionid VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  username VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  password_hash VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  totp_sealed VARBINARY(200) NULL,
  totp_confirmed BOOLEAN NOT NULL DEFAULT FALSE,
  totp_last_step BIGINT NOT NULL DEFAULT 0,
  phone_sealed VARBINARY(200) NULL,
  phone_index BINARY(32) NULL,
  level INT NOT NULL DEFAULT 0,
  home_community_id BIGINT NOT NULL DEFAULT 0,
  home_grid_id BIGINT NOT NULL DEFAULT 0,
  home_micro_grid_id BIGINT NOT NULL DEFAULT 0,
  home_building_id BIGINT NULL,
  elder_mode BOOLEAN NOT NULL DEFAULT FALSE,
  consent_version VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  consent_at DATETIME(6) NULL,
  disabled BOOLEAN NOT NULL DEFAULT FALSE,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY accounts_by_unionid (unionid),
  UNIQUE KEY accounts_by_username (username),
  UNIQUE KEY accounts_by_phone (phone_index)
);

CREATE TABLE IF NOT EXISTS identities (
  app VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  openid VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  account_id BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (app, openid),
  KEY identities_of_account (account_id, app),
  CONSTRAINT identities_account FOREIGN KEY (account_id) REFERENCES accounts (id)
);

CREATE TABLE IF NOT EXISTS consents (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  account_id BIGINT NOT NULL,
  version VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  given_at DATETIME(6) NOT NULL,
  UNIQUE KEY consents_once (account_id, version),
  CONSTRAINT consents_account FOREIGN KEY (account_id) REFERENCES accounts (id)
);

CREATE TABLE IF NOT EXISTS role_grants (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  account_id BIGINT NOT NULL,
  role VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  community_id BIGINT NOT NULL DEFAULT 0,
  grid_id BIGINT NOT NULL DEFAULT 0,
  micro_grid_id BIGINT NOT NULL DEFAULT 0,
  from_at DATETIME(6) NOT NULL,
  until_at DATETIME(6) NULL,
  revoked_at DATETIME(6) NULL,
  granted_by BIGINT NULL,
  CONSTRAINT role_grants_account FOREIGN KEY (account_id) REFERENCES accounts (id),
  KEY role_grants_of_account (account_id),
  KEY role_grants_holders (community_id, grid_id, micro_grid_id, role)
);
