-- +goose Up
-- The card of a group and a week. Until it was shared it is made anew; then it stays what the group was shown.
CREATE TABLE IF NOT EXISTS group_digests (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  group_id BIGINT NOT NULL,
  week DATE NOT NULL,
  content JSON NOT NULL,
  made_at DATETIME(6) NOT NULL,
  shared_at DATETIME(6) NULL,
  opens INT NOT NULL DEFAULT 0,
  KEY group_digests_of_group (group_id, week, id),
  KEY group_digests_by_week (week)
);

-- People are tags here too, as in group_openers.
CREATE TABLE IF NOT EXISTS group_digest_openers (
  digest_id BIGINT NOT NULL,
  tag BINARY(16) NOT NULL,
  PRIMARY KEY (digest_id, tag)
);
