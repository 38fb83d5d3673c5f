-- +goose Up
ALTER TABLE issues ADD INDEX issues_searchable (searchable, id);
