-- +goose Up
-- A skill that nobody orders as care, such as 理发, stands beside those that can be ordered.
ALTER TABLE care_kinds ADD COLUMN orderable BOOLEAN NOT NULL DEFAULT TRUE;
