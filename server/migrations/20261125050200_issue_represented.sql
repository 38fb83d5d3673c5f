-- +goose Up
-- For whom an issue was filed who has no phone of his own to file it with.
CREATE TABLE IF NOT EXISTS issue_represented (
  issue_id BIGINT NOT NULL PRIMARY KEY,
  name_sealed VARBINARY(300) NOT NULL,
  phone_sealed VARBINARY(200) NULL
);
