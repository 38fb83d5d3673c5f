-- +goose Up
-- The promise, where the schema can keep it: what is open has a deadline, what has ended has a reply.
ALTER TABLE issues
  ADD CONSTRAINT issues_open_have_deadline CHECK ((next_due_at IS NULL) = (state IN ('handled', 'closed', 'withdrawn'))),
  ADD CONSTRAINT issues_ended_have_reply CHECK (state NOT IN ('handled', 'closed', 'withdrawn') OR reply IS NOT NULL),
  ADD CONSTRAINT issues_closed_have_outcome CHECK (state <> 'closed' OR outcome IS NOT NULL),
  ADD CONSTRAINT issues_handled_without_tasks CHECK (open_tasks = 0 OR state NOT IN ('handled', 'closed'));
