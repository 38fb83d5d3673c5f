-- +goose Up
CREATE INDEX care_orders_of_micro_grid ON care_orders (micro_grid_id, id);
