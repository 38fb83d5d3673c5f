-- +goose Up
CREATE INDEX activities_by_result ON activities (community_id, result_at);
