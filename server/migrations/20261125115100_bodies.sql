-- +goose Up
-- Outside bodies (外部单位) that help with issues: a property company, the police post, a department. Whom one calls there is sealed.
CREATE TABLE IF NOT EXISTS bodies (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY /*T![auto_id_cache] AUTO_ID_CACHE 1 */,
  community_id BIGINT NOT NULL,
  name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  kind VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  reply_limit VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  contact_sealed VARBINARY(300) NULL,
  phone_sealed VARBINARY(200) NULL,
  active BOOLEAN NOT NULL DEFAULT TRUE,
  UNIQUE KEY bodies_by_name (community_id, name),
  CONSTRAINT bodies_in_community FOREIGN KEY (community_id) REFERENCES communities (id)
);
