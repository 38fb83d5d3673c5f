-- +goose Up
-- What happened on a local day in a micro-grid, counted in the transactions in which it happens: boards read days, not issues.
-- answered, closed and told count issues by the day of their answer, and follow what becomes of them; worked are steps of those who answer for the place.
CREATE TABLE IF NOT EXISTS issue_days (
  community_id BIGINT NOT NULL,
  day DATE NOT NULL,
  grid_id BIGINT NOT NULL,
  micro_grid_id BIGINT NOT NULL,
  reported INT NOT NULL DEFAULT 0,
  answered INT NOT NULL DEFAULT 0,
  closed INT NOT NULL DEFAULT 0,
  told INT NOT NULL DEFAULT 0,
  worked INT NOT NULL DEFAULT 0,
  PRIMARY KEY (community_id, day, grid_id, micro_grid_id)
);
