-- +goose Up
INSERT IGNORE INTO exports (id, account_id, kind, name, asked, state, done, total, bytes, blob_key, attempts, lease_token, lease_until, created_at, ended_at)
SELECT id, account_id, 'issues', name, narrowed, state, done, total, bytes, blob_key, attempts, lease_token, lease_until, created_at, ended_at FROM issue_exports;
