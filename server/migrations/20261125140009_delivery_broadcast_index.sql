-- +goose Up
CREATE INDEX deliveries_of_broadcast ON deliveries (broadcast_id, state);
