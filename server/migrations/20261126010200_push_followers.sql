-- +goose Up
-- Who follows the service account: an openid of its own, joined with people by unionid once WeChat has told it. meet_at is when to ask; none is asked for or known.
CREATE TABLE IF NOT EXISTS push_followers (
  app VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  openid VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  unionid VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  follows BOOLEAN NOT NULL,
  meet_at DATETIME(6) NULL,
  updated_at DATETIME(6) NOT NULL,
  PRIMARY KEY (app, openid),
  KEY push_followers_by_unionid (unionid, app),
  KEY push_followers_to_meet (meet_at)
);
