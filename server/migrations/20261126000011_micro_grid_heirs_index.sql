-- +goose Up
CREATE INDEX micro_grids_of_heir ON micro_grids (heir_id);
