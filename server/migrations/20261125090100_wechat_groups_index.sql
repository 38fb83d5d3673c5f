-- +goose Up
CREATE INDEX wechat_groups_of_community ON wechat_groups (community_id, micro_grid_id);
