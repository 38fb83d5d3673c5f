-- +goose Up
-- An emergency also calls who has such a tag, as volunteers.
ALTER TABLE notice_tags ADD COLUMN called BOOLEAN NOT NULL DEFAULT FALSE;
