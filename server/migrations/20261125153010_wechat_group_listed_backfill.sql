-- +goose Up
UPDATE wechat_groups SET listed_members = declared_members WHERE listed_members IS NULL;
