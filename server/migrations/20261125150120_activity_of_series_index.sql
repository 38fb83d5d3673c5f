-- +goose Up
CREATE UNIQUE INDEX activities_of_series ON activities (series_id, occurs_on, grid_id, micro_grid_id);
