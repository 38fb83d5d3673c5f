-- +goose Up
INSERT INTO issue_days (community_id, day, grid_id, micro_grid_id, reported)
  SELECT community_id, DATE(DATE_ADD(created_at, INTERVAL 8 HOUR)), grid_id, micro_grid_id, COUNT(*) FROM issues
  GROUP BY community_id, DATE(DATE_ADD(created_at, INTERVAL 8 HOUR)), grid_id, micro_grid_id;
INSERT INTO issue_days (community_id, day, grid_id, micro_grid_id, answered, closed, told)
  SELECT community_id, DATE(DATE_ADD(closed_at, INTERVAL 8 HOUR)), grid_id, micro_grid_id, COUNT(*), SUM(state = 'closed'), SUM(state = 'closed' AND reply IS NOT NULL AND tell_by IS NULL) FROM issues
  WHERE state IN ('handled', 'closed')
  GROUP BY community_id, DATE(DATE_ADD(closed_at, INTERVAL 8 HOUR)), grid_id, micro_grid_id
  ON DUPLICATE KEY UPDATE answered = VALUES(answered), closed = VALUES(closed), told = VALUES(told);
INSERT INTO issue_days (community_id, day, grid_id, micro_grid_id, worked)
  SELECT i.community_id, DATE(DATE_ADD(e.created_at, INTERVAL 8 HOUR)), i.grid_id, i.micro_grid_id, COUNT(*) FROM issue_events e JOIN issues i ON i.id = e.issue_id
  WHERE e.actor_part IN ('owner', 'watcher', 'target')
  GROUP BY i.community_id, DATE(DATE_ADD(e.created_at, INTERVAL 8 HOUR)), i.grid_id, i.micro_grid_id
  ON DUPLICATE KEY UPDATE worked = VALUES(worked);
