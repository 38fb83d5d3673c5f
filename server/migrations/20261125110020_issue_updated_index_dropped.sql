-- +goose Up
DROP INDEX issues_by_updated ON issues;
