-- +goose Up
-- Kinds of activities are a community's data: what is done, whether it counts as volunteer service, who it is for.
CREATE TABLE IF NOT EXISTS activity_kinds (
  community_id BIGINT NOT NULL,
  code VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  hint VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  service BOOLEAN NOT NULL,
  children BOOLEAN NOT NULL,
  position INT NOT NULL,
  active BOOLEAN NOT NULL,
  PRIMARY KEY (community_id, code)
);

-- Who may make activities though he has no office: a volunteer, or somebody of a partner organisation.
CREATE TABLE IF NOT EXISTS activity_organisers (
  community_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  organisation VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  given_by BIGINT NOT NULL,
  given_at DATETIME(6) NOT NULL,
  PRIMARY KEY (community_id, account_id),
  KEY activity_organisers_by_account (account_id)
);

-- A zero grid or micro-grid means all of them.
CREATE TABLE IF NOT EXISTS activities (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  grid_id BIGINT NOT NULL,
  micro_grid_id BIGINT NOT NULL,
  kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  title VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  text VARCHAR(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  place VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  bring VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  audience VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  children BOOLEAN NOT NULL,
  organiser_id BIGINT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  starts_at DATETIME(6) NOT NULL,
  ends_at DATETIME(6) NOT NULL,
  cancelled_at DATETIME(6) NULL,
  cancelled_by BIGINT NULL,
  cancel_reason VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  version INT NOT NULL DEFAULT 1,
  KEY activities_by_start (community_id, starts_at),
  KEY activities_of_organiser (organiser_id, starts_at)
);

-- taken and waiting are counted here, so that one row decides who gets the last place.
CREATE TABLE IF NOT EXISTS activity_shifts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  activity_id BIGINT NOT NULL,
  community_id BIGINT NOT NULL,
  name VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  skills VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  starts_at DATETIME(6) NOT NULL,
  ends_at DATETIME(6) NOT NULL,
  capacity INT NOT NULL,
  taken INT NOT NULL DEFAULT 0,
  waiting INT NOT NULL DEFAULT 0,
  closed BOOLEAN NOT NULL DEFAULT FALSE,
  merged_into BIGINT NULL,
  KEY activity_shifts_of_activity (activity_id),
  KEY activity_shifts_by_start (starts_at)
);
