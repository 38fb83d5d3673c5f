-- +goose Up
UPDATE issues SET next_due_at = due_at WHERE state NOT IN ('handled', 'closed', 'withdrawn') AND next_due_at IS NULL;
UPDATE issues SET escalate_at = next_due_at WHERE next_due_at IS NOT NULL AND escalate_at IS NULL;
UPDATE issues SET reply = '您已撤回这条诉求。' WHERE state = 'withdrawn' AND reply IS NULL;
UPDATE issue_events e JOIN issues i ON i.id = e.issue_id SET e.due_at = i.due_at, e.next_due_at = IF(e.state IN ('handled', 'closed', 'withdrawn'), NULL, i.due_at) WHERE e.due_at IS NULL;
