-- +goose Up
CREATE INDEX issues_by_pending_owner ON issues (pending_owner_id, id);
