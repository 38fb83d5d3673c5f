-- +goose Up
-- Who met an issue too. from_issue_id is the duplicate that was merged into it and made him one; 0 when he joined by himself.
CREATE TABLE IF NOT EXISTS issue_followers (
  issue_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  from_issue_id BIGINT NOT NULL DEFAULT 0,
  joined_at DATETIME(6) NOT NULL,
  PRIMARY KEY (issue_id, account_id, from_issue_id),
  KEY issue_followers_of_account (account_id, issue_id),
  CONSTRAINT issue_followers_account FOREIGN KEY (account_id) REFERENCES accounts (id)
);
