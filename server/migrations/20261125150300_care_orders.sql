-- +goose Up
-- Kinds of care are a community's data, such as 买药送医.
CREATE TABLE IF NOT EXISTS care_kinds (
  community_id BIGINT NOT NULL,
  code VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  position INT NOT NULL,
  active BOOLEAN NOT NULL,
  PRIMARY KEY (community_id, code)
);

-- What somebody can and wants to do for others: by his own choice only.
CREATE TABLE IF NOT EXISTS care_skills (
  account_id BIGINT NOT NULL,
  kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  community_id BIGINT NOT NULL,
  grid_id BIGINT NOT NULL,
  micro_grid_id BIGINT NOT NULL,
  since DATETIME(6) NOT NULL,
  PRIMARY KEY (account_id, kind),
  KEY care_skills_near (community_id, grid_id, kind)
);

-- Who is helped, where and with what is sealed: it is for those who help.
CREATE TABLE IF NOT EXISTS care_orders (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  grid_id BIGINT NOT NULL,
  micro_grid_id BIGINT NOT NULL,
  kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  sealed VARBINARY(2000) NOT NULL,
  wanted_at DATETIME(6) NOT NULL,
  state VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  ordered_by BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  open_since DATETIME(6) NOT NULL,
  escalated INT NOT NULL DEFAULT 0,
  helper_id BIGINT NULL,
  ended_at DATETIME(6) NULL,
  ended_by BIGINT NULL,
  KEY care_orders_of_place (community_id, state, grid_id, id),
  KEY care_orders_of_person (ordered_by, id),
  KEY care_orders_of_helper (helper_id, id),
  KEY care_orders_open (state, open_since)
);
