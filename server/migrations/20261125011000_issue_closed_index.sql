-- +goose Up
CREATE INDEX issues_by_closed ON issues (state, closed_at, id);
