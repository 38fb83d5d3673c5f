-- +goose Up
-- A series makes its activities some weeks ahead: one at its place, or one in each grid or micro-grid of it.
CREATE TABLE IF NOT EXISTS activity_series (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  grid_id BIGINT NOT NULL,
  micro_grid_id BIGINT NOT NULL,
  draft TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  organiser_id BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  planned_until DATE NOT NULL,
  ended_at DATETIME(6) NULL,
  version INT NOT NULL DEFAULT 1,
  KEY activity_series_of_community (community_id, id)
);
