-- +goose Up
-- Who wants to stand in the directory of his community, by his own choice only.
CREATE TABLE IF NOT EXISTS volunteer_talents (
  account_id BIGINT NOT NULL PRIMARY KEY,
  intro VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  since DATETIME(6) NOT NULL
);
