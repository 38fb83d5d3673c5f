-- +goose Up
ALTER TABLE broadcasts DROP COLUMN long_term;
