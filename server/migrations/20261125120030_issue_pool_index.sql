-- +goose Up
ALTER TABLE issues ADD INDEX issues_pooled (pooled, grid_id, id);
