-- +goose Up
-- What the community's table said last of a group's members: the same table again leaves what somebody counted since.
ALTER TABLE wechat_groups ADD COLUMN listed_members INT NULL;
