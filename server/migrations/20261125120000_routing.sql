-- +goose Up
-- A community's routing rules are one document that is replaced as a whole; every version stays, so that an event's rule can be read years later and any change can be undone.
CREATE TABLE IF NOT EXISTS routing_versions (
  community_id BIGINT NOT NULL,
  version INT NOT NULL,
  rules JSON NOT NULL,
  last_rule_id INT NOT NULL,
  note VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  made_by BIGINT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (community_id, version),
  CONSTRAINT routing_of_community FOREIGN KEY (community_id) REFERENCES communities (id)
);
