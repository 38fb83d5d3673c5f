-- +goose Up
CREATE INDEX deliveries_listed ON deliveries (community_id, id);
