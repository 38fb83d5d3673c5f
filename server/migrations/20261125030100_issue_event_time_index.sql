-- +goose Up
CREATE INDEX issue_events_by_step ON issue_events (step, created_at, issue_id);
