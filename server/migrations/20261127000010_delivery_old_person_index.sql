-- +goose Up
DROP INDEX deliveries_of_person ON deliveries;
