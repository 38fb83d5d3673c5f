-- +goose Up
-- What a broadcast says on each channel by which it goes.
CREATE TABLE IF NOT EXISTS broadcast_forms (
  broadcast_id BIGINT NOT NULL,
  via VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  app VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  template_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  long_term BOOLEAN NOT NULL,
  payload JSON NOT NULL,
  PRIMARY KEY (broadcast_id, via)
);
