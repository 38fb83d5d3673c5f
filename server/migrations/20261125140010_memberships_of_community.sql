-- +goose Up
CREATE INDEX memberships_of_community ON memberships (community_id, until_at, id);
