-- +goose Up
-- What waits has no done_at: taking a message up does not change this index, and what is worth more than something is found by it.
CREATE INDEX deliveries_of_receiver ON deliveries (account_id, done_at, worth);
