-- +goose Up
-- How far a notice has been given to whom it is for: the cursor is a membership, and walked_at the time at which there were no more.
CREATE TABLE IF NOT EXISTS notice_fanouts (
  notice_id BIGINT NOT NULL PRIMARY KEY,
  broadcast_id BIGINT NOT NULL,
  emergency BOOLEAN NOT NULL,
  state VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  after_id BIGINT NOT NULL DEFAULT 0,
  expected BIGINT NOT NULL,
  started_at DATETIME(6) NOT NULL,
  walked_at DATETIME(6) NULL,
  due_at DATETIME(6) NOT NULL,
  KEY notice_fanouts_due (state, due_at),
  CONSTRAINT notice_fanouts_notice FOREIGN KEY (notice_id) REFERENCES notices (id)
);
