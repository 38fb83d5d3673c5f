-- +goose Up
DROP INDEX deliveries_of_account ON deliveries;
