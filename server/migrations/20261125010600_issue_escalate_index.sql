-- +goose Up
CREATE INDEX issues_to_escalate ON issues (escalate_at, id);
