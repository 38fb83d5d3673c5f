-- +goose Up
DROP INDEX deliveries_by_lease ON deliveries;
