-- +goose Up
-- Whether neighbours may see what is still open of a category, once its words passed.
ALTER TABLE categories ADD COLUMN public_open BOOLEAN NOT NULL DEFAULT FALSE;
