-- +goose Up
CREATE INDEX issues_near ON issues (community_id, category, latitude, longitude, next_due_at);
