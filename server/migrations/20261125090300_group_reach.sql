-- +goose Up
-- Who opened a card is a tag that only this deployment can make and nobody can turn back into a person: there is no list of members.
CREATE TABLE IF NOT EXISTS group_openers (
  opengid VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  tag BINARY(16) NOT NULL,
  verified_in BIGINT NOT NULL DEFAULT 0,
  first_at DATETIME(6) NOT NULL,
  last_at DATETIME(6) NOT NULL,
  PRIMARY KEY (opengid, tag)
);

CREATE TABLE IF NOT EXISTS group_days (
  group_id BIGINT NOT NULL,
  day DATE NOT NULL,
  opens INT NOT NULL DEFAULT 0,
  joins INT NOT NULL DEFAULT 0,
  PRIMARY KEY (group_id, day)
);

CREATE TABLE IF NOT EXISTS group_leaks (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  group_id BIGINT NOT NULL,
  community_id BIGINT NOT NULL,
  opengid VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  opens INT NOT NULL,
  first_at DATETIME(6) NOT NULL,
  last_at DATETIME(6) NOT NULL,
  told_at DATETIME(6) NULL,
  UNIQUE KEY group_leaks_of_card (group_id, opengid),
  KEY group_leaks_of_community (community_id, last_at)
);
