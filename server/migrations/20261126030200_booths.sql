-- +goose Up
-- A fair has booths; each of their slots is a shift. called is the queue number that was called last.
ALTER TABLE activity_shifts
  ADD COLUMN booth VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  ADD COLUMN called INT NOT NULL DEFAULT 0;
