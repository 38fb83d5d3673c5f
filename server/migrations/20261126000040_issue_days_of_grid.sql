-- +goose Up
-- A leader reads the days of his grid.
CREATE INDEX issue_days_of_grid ON issue_days (grid_id, day);
