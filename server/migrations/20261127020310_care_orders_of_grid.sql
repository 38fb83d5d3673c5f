-- +goose Up
CREATE INDEX care_orders_of_grid ON care_orders (grid_id, id);
