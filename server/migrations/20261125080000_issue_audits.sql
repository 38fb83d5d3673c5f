-- +goose Up
-- What each reading of every issue led to: see huiyin check.
CREATE TABLE IF NOT EXISTS issue_audits (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  started_at DATETIME(6) NOT NULL,
  ended_at DATETIME(6) NOT NULL,
  issues BIGINT NOT NULL,
  findings BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS issue_audit_tallies (
  audit_id BIGINT NOT NULL,
  community_id BIGINT NOT NULL,
  issues BIGINT NOT NULL,
  findings BIGINT NOT NULL,
  closed BIGINT NOT NULL,
  echoed BIGINT NOT NULL,
  PRIMARY KEY (audit_id, community_id)
);

CREATE TABLE IF NOT EXISTS issue_audit_findings (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  audit_id BIGINT NOT NULL,
  community_id BIGINT NOT NULL,
  issue_id BIGINT NOT NULL,
  rule CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  text VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  KEY issue_audit_findings_of_audit (audit_id)
);
