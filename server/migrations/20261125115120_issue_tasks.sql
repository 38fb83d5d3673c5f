-- +goose Up
-- What the events say of each task (协办任务), so that tasks are found by who has them and by when. Exactly one has it, and it is open until it ended.
CREATE TABLE IF NOT EXISTS issue_tasks (
  issue_id BIGINT NOT NULL,
  task INT NOT NULL,
  community_id BIGINT NOT NULL,
  grid_id BIGINT NOT NULL,
  account_id BIGINT NULL,
  body_id BIGINT NULL,
  state VARCHAR(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  due_at DATETIME(6) NOT NULL,
  given_at DATETIME(6) NOT NULL,
  ended_at DATETIME(6) NULL,
  escalation INT NOT NULL DEFAULT 0,
  escalate_at DATETIME(6) NULL,
  PRIMARY KEY (issue_id, task),
  KEY issue_tasks_of_account (account_id, ended_at, due_at, issue_id, task),
  KEY issue_tasks_of_body (body_id, ended_at, due_at, issue_id, task),
  KEY issue_tasks_of_grid (grid_id, ended_at, due_at, issue_id, task),
  KEY issue_tasks_of_community (community_id, ended_at, due_at, issue_id, task),
  KEY issue_tasks_to_escalate (escalate_at),
  CONSTRAINT issue_tasks_account FOREIGN KEY (account_id) REFERENCES accounts (id),
  CONSTRAINT issue_tasks_body FOREIGN KEY (body_id) REFERENCES bodies (id),
  CONSTRAINT issue_tasks_have_one CHECK ((account_id IS NULL) <> (body_id IS NULL)),
  CONSTRAINT issue_tasks_end CHECK ((state = 'open') = (ended_at IS NULL)),
  CONSTRAINT issue_tasks_known_state CHECK (state IN ('open', 'done', 'taken_back', 'void'))
);
