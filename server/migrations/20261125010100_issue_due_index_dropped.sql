-- +goose Up
DROP INDEX issues_by_due ON issues;
