-- +goose Up
-- A guest is found again by his name: it is kept as an HMAC, and forgotten with the name itself.
ALTER TABLE volunteers ADD COLUMN name_index VARBINARY(32) NULL;
