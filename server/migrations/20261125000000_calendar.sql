-- +goose Up
CREATE TABLE IF NOT EXISTS work_days (
  day DATE NOT NULL PRIMARY KEY,
  work BOOLEAN NOT NULL,
  name VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL
);

CREATE TABLE IF NOT EXISTS service_hours (
  community_id BIGINT NOT NULL PRIMARY KEY,
  spans VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  CONSTRAINT service_hours_community FOREIGN KEY (community_id) REFERENCES communities (id)
);

-- One row: when staff were last told that the calendar ends.
CREATE TABLE IF NOT EXISTS calendar_warnings (
  id TINYINT NOT NULL PRIMARY KEY,
  warned_at DATETIME(6) NULL
);
