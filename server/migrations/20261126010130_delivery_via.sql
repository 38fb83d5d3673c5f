-- +goose Up
ALTER TABLE deliveries ADD COLUMN via VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'subscribe';
