-- +goose Up
CREATE TABLE IF NOT EXISTS push_templates (
  community_id BIGINT NOT NULL,
  event VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  app VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  template_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  title VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  purpose VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  long_term BOOLEAN NOT NULL,
  fields JSON NOT NULL,
  PRIMARY KEY (community_id, event)
);

CREATE TABLE IF NOT EXISTS push_grants (
  account_id BIGINT NOT NULL,
  app VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  template_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  available INT NOT NULL DEFAULT 0,
  earned INT NOT NULL DEFAULT 0,
  spent INT NOT NULL DEFAULT 0,
  refused INT NOT NULL DEFAULT 0,
  updated_at DATETIME(6) NOT NULL,
  PRIMARY KEY (account_id, app, template_id)
);

CREATE TABLE IF NOT EXISTS messages (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  account_id BIGINT NOT NULL,
  community_id BIGINT NOT NULL,
  kind VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  event VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  title VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  body TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  page VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  subject VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  created_at DATETIME(6) NOT NULL,
  read_at DATETIME(6) NULL,
  CONSTRAINT messages_account FOREIGN KEY (account_id) REFERENCES accounts (id),
  KEY messages_of_account (account_id, id),
  KEY messages_unread (account_id, read_at)
);

CREATE TABLE IF NOT EXISTS deliveries (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  message_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  community_id BIGINT NOT NULL,
  kind VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  event VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  worth INT NOT NULL,
  app VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  template_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  long_term BOOLEAN NOT NULL,
  page VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  payload JSON NOT NULL,
  state VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  code BIGINT NOT NULL DEFAULT 0,
  attempts INT NOT NULL DEFAULT 0,
  unknowns INT NOT NULL DEFAULT 0,
  wechat_id BIGINT NULL,
  reserved BOOLEAN NOT NULL DEFAULT FALSE,
  next_at DATETIME(6) NOT NULL,
  lease_token BINARY(16) NULL,
  created_at DATETIME(6) NOT NULL,
  done_at DATETIME(6) NULL,
  CONSTRAINT deliveries_message FOREIGN KEY (message_id) REFERENCES messages (id),
  KEY deliveries_due (state, next_at),
  KEY deliveries_by_lease (lease_token),
  KEY deliveries_of_community (community_id, state, id),
  KEY deliveries_of_account (account_id, template_id, state)
);
