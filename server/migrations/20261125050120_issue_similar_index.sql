-- +goose Up
CREATE INDEX issues_similar ON issues (micro_grid_id, category, next_due_at);
