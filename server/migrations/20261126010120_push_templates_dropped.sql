-- +goose Up
DROP TABLE IF EXISTS push_templates;
