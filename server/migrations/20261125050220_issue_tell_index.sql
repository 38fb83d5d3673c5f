-- +goose Up
CREATE INDEX issues_to_tell ON issues (tell_by, id);
