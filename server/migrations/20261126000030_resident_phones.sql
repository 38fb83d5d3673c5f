-- +goose Up
-- The phones that a community has on its register, of which no more is kept than what recognises one, and the building of each.
CREATE TABLE IF NOT EXISTS resident_phones (
  community_id BIGINT NOT NULL,
  phone_index BINARY(32) NOT NULL,
  building_id BIGINT NOT NULL,
  PRIMARY KEY (community_id, phone_index)
);
