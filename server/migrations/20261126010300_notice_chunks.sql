-- +goose Up
-- Parts of a fan-out that workers have taken: memberships after after_id up to to_id. A part whose worker does not come back by due_at is taken again.
CREATE TABLE IF NOT EXISTS notice_chunks (
  notice_id BIGINT NOT NULL,
  after_id BIGINT NOT NULL,
  to_id BIGINT NOT NULL,
  lease_token BINARY(16) NOT NULL,
  due_at DATETIME(6) NOT NULL,
  PRIMARY KEY (notice_id, after_id)
);
