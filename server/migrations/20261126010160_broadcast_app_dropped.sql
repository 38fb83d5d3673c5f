-- +goose Up
ALTER TABLE broadcasts DROP COLUMN app;
