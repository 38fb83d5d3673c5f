-- +goose Up
CREATE INDEX deliveries_to_send ON deliveries (state, worth, next_at);
