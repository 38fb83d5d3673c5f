-- +goose Up
CREATE INDEX issues_by_updated ON issues (community_id, updated_at, id);
