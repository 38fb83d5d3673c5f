-- +goose Up
CREATE INDEX volunteers_by_age ON volunteers (relation, removed_at, created_at);
