-- +goose Up
-- Whether a notice goes by the service account too, to those followers whom no subscribe message reaches.
ALTER TABLE notices ADD COLUMN by_service BOOLEAN NOT NULL DEFAULT FALSE;
