-- +goose Up
CREATE INDEX deliveries_of_person ON deliveries (account_id, state, done_at);
