-- +goose Up
-- In which issues a gram stands, 64 issues to a row, the lowest bit for the id 64 * block: see search.go of package issue.
CREATE TABLE IF NOT EXISTS issue_grams (
  gram INT UNSIGNED NOT NULL,
  block INT UNSIGNED NOT NULL,
  members BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (gram, block)
);
