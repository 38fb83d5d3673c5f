-- +goose Up
-- A group is bound by one person and made active by a second one; reconfirm says that who bound it has left.
ALTER TABLE wechat_groups
  ADD COLUMN declared_at DATETIME(6) NULL,
  ADD COLUMN private BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN bound_by BIGINT NULL,
  ADD COLUMN bound_at DATETIME(6) NULL,
  ADD COLUMN activated_at DATETIME(6) NULL,
  ADD COLUMN opened_at DATETIME(6) NULL,
  ADD COLUMN reason VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
  ADD COLUMN reconfirm BOOLEAN NOT NULL DEFAULT FALSE;
