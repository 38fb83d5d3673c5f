-- +goose Up
CREATE INDEX care_orders_to_forget ON care_orders (kept, ended_at);
