-- +goose Up
-- Who has a tag: chosen by himself, or noted by who answers for him, with his agreement.
CREATE TABLE IF NOT EXISTS notice_tag_holders (
  community_id BIGINT NOT NULL,
  tag VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  account_id BIGINT NOT NULL,
  set_by BIGINT NOT NULL,
  set_at DATETIME(6) NOT NULL,
  PRIMARY KEY (community_id, tag, account_id),
  KEY notice_tags_of_account (account_id),
  CONSTRAINT notice_tag_holders_account FOREIGN KEY (account_id) REFERENCES accounts (id)
);
