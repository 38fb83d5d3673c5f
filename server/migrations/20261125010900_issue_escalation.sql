-- +goose Up
-- One row per deadline and level: nothing is escalated twice.
CREATE TABLE IF NOT EXISTS issue_escalations (
  issue_id BIGINT NOT NULL,
  due_at DATETIME(6) NOT NULL,
  level INT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (issue_id, due_at, level)
);

-- Who is still to be told of it; merged into one message per person.
CREATE TABLE IF NOT EXISTS issue_alerts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  account_id BIGINT NOT NULL,
  issue_id BIGINT NOT NULL,
  level INT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  KEY issue_alerts_by_account (account_id, id),
  KEY issue_alerts_of_issue (issue_id)
);
