-- +goose Up
DROP TABLE IF EXISTS issue_exports;
