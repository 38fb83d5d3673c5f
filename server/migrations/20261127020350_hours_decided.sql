-- +goose Up
-- Nearly all hours are measured and decided by nobody: what people decided is found among itself.
CREATE INDEX volunteer_hours_decided ON volunteer_hours (community_id, decided_at);
