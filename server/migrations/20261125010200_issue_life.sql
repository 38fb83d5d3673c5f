-- +goose Up
-- next_due_at is the deadline that runs now, null once the issue has ended; due_at is when the reporter has his answer.
ALTER TABLE issues
  DROP COLUMN open_due_at,
  DROP COLUMN accept_due_at,
  ADD COLUMN next_due_at DATETIME(6) NULL,
  ADD COLUMN paused_at DATETIME(6) NULL,
  ADD COLUMN pending_owner_id BIGINT NULL,
  ADD COLUMN answered_by BIGINT NULL,
  ADD COLUMN request VARCHAR(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  ADD COLUMN request_until DATETIME(6) NULL,
  ADD COLUMN request_by BIGINT NULL,
  ADD COLUMN supervised BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN excluded BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN responded BOOLEAN NULL,
  ADD COLUMN original_id BIGINT NULL,
  ADD COLUMN open_tasks INT NOT NULL DEFAULT 0,
  ADD COLUMN followers INT NOT NULL DEFAULT 0,
  ADD COLUMN represented BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN pooled BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN escalation INT NOT NULL DEFAULT 0,
  ADD COLUMN escalate_at DATETIME(6) NULL;
