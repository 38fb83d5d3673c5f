-- +goose Up
DROP INDEX deliveries_due ON deliveries;
