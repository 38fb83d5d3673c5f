-- +goose Up
ALTER TABLE broadcasts DROP COLUMN template_id;
