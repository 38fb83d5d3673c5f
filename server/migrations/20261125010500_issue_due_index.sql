-- +goose Up
CREATE INDEX issues_by_due ON issues (community_id, next_due_at, id);
