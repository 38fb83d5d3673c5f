-- +goose Up
-- What became of the micro-grids: moved, split and merged, by whom, why, and what went along (a document of counts).
CREATE TABLE IF NOT EXISTS territory_changes (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  kind VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  from_micro_grid_id BIGINT NOT NULL,
  to_micro_grid_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  reason VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  outcome TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  at DATETIME(6) NOT NULL,
  KEY territory_changes_of_community (community_id, id),
  KEY territory_changes_from (from_micro_grid_id),
  KEY territory_changes_to (to_micro_grid_id)
);
