-- +goose Up
-- Who answers for a place reads its orders by when they were made, whatever became of them.
CREATE INDEX care_orders_of_community ON care_orders (community_id, id);
