-- +goose Up
CREATE INDEX push_grants_of_template ON push_grants (app, template_id);
