-- +goose Up
CREATE TABLE IF NOT EXISTS communities (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  code VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  street VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  fallback_account_id BIGINT NOT NULL,
  UNIQUE KEY communities_by_code (code),
  CONSTRAINT communities_fallback FOREIGN KEY (fallback_account_id) REFERENCES accounts (id)
);

CREATE TABLE IF NOT EXISTS grids (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  code VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  UNIQUE KEY grids_by_code (community_id, code),
  CONSTRAINT grids_community FOREIGN KEY (community_id) REFERENCES communities (id)
);

CREATE TABLE IF NOT EXISTS micro_grids (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  grid_id BIGINT NOT NULL,
  code VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  valid_from DATETIME(6) NOT NULL,
  valid_until DATETIME(6) NULL,
  live_code VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin GENERATED ALWAYS AS (IF(valid_until IS NULL, code, NULL)) STORED,
  UNIQUE KEY micro_grids_live (community_id, live_code),
  KEY micro_grids_of_grid (grid_id, code),
  CONSTRAINT micro_grids_grid FOREIGN KEY (grid_id) REFERENCES grids (id)
);

CREATE TABLE IF NOT EXISTS resident_groups (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  code VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  UNIQUE KEY resident_groups_by_code (community_id, code),
  CONSTRAINT resident_groups_community FOREIGN KEY (community_id) REFERENCES communities (id)
);

CREATE TABLE IF NOT EXISTS compounds (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  code VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  UNIQUE KEY compounds_by_code (community_id, code),
  CONSTRAINT compounds_community FOREIGN KEY (community_id) REFERENCES communities (id)
);

CREATE TABLE IF NOT EXISTS buildings (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  compound_id BIGINT NOT NULL,
  resident_group_id BIGINT NULL,
  code VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  UNIQUE KEY buildings_by_code (community_id, code),
  KEY buildings_of_compound (compound_id, id),
  CONSTRAINT buildings_compound FOREIGN KEY (compound_id) REFERENCES compounds (id)
);

CREATE TABLE IF NOT EXISTS building_micro_grids (
  building_id BIGINT NOT NULL,
  micro_grid_id BIGINT NOT NULL,
  PRIMARY KEY (building_id, micro_grid_id),
  KEY building_micro_grids_back (micro_grid_id),
  CONSTRAINT building_micro_grids_building FOREIGN KEY (building_id) REFERENCES buildings (id),
  CONSTRAINT building_micro_grids_micro FOREIGN KEY (micro_grid_id) REFERENCES micro_grids (id)
);

CREATE TABLE IF NOT EXISTS wechat_groups (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  micro_grid_id BIGINT NOT NULL,
  name VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  declared_members INT NOT NULL,
  status VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'unbound',
  opengid VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  live_opengid VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin GENERATED ALWAYS AS (IF(status IN ('pending', 'active', 'suspended'), opengid, NULL)) STORED,
  UNIQUE KEY wechat_groups_live (live_opengid),
  UNIQUE KEY wechat_groups_named (micro_grid_id, name),
  CONSTRAINT wechat_groups_micro FOREIGN KEY (micro_grid_id) REFERENCES micro_grids (id)
);

CREATE TABLE IF NOT EXISTS memberships (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  account_id BIGINT NOT NULL,
  community_id BIGINT NOT NULL,
  micro_grid_id BIGINT NOT NULL,
  building_id BIGINT NULL,
  how VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  from_at DATETIME(6) NOT NULL,
  until_at DATETIME(6) NULL,
  KEY memberships_of_account (account_id, from_at),
  KEY memberships_in (micro_grid_id, until_at),
  CONSTRAINT memberships_account FOREIGN KEY (account_id) REFERENCES accounts (id)
);
