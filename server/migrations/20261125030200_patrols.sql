-- +goose Up
-- 今日无异常: one tap for a micro-grid and a day. It says nothing of a person's ways or hours.
CREATE TABLE IF NOT EXISTS issue_all_clear (
  micro_grid_id BIGINT NOT NULL,
  day DATE NOT NULL,
  community_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (micro_grid_id, day),
  KEY issue_all_clear_by_day (community_id, day)
);
