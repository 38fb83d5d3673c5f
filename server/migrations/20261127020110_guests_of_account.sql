-- +goose Up
CREATE UNIQUE INDEX volunteers_guests ON volunteers (account_id, name_index);
