-- +goose Up
-- Who opened a card in an outside group, as tags; and how many workers were warned of the group on a day, so that one busy group cannot warn them all.
CREATE TABLE IF NOT EXISTS group_leak_openers (
  leak_id BIGINT NOT NULL,
  tag BINARY(16) NOT NULL,
  PRIMARY KEY (leak_id, tag)
);

CREATE TABLE IF NOT EXISTS group_leak_days (
  opengid VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  community_id BIGINT NOT NULL,
  day DATE NOT NULL,
  warned INT NOT NULL DEFAULT 0,
  PRIMARY KEY (opengid, community_id, day)
);
