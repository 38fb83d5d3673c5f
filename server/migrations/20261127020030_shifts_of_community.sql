-- +goose Up
CREATE INDEX activity_shifts_of_community ON activity_shifts (community_id, starts_at);
