-- +goose Up
-- Whose turn it was under a rule that rotates, the longest ago first. One row per rule: to lock it is to take one's turn.
CREATE TABLE IF NOT EXISTS routing_turns (
  community_id BIGINT NOT NULL,
  rule_id INT NOT NULL,
  served JSON NOT NULL,
  PRIMARY KEY (community_id, rule_id)
);
