package main

// seedPast gives the issues of a chunk their past: what happened to each, what
// told its reporter of the reply, and who heard that it is late. It replays to
// the rows, so that the product's own check finds nothing.
var seedPast = []string{seedEvents, seedMessages, seedEscalations}

const seedEvents = `
INSERT INTO issue_events (issue_id, version, step, state, actor_id, actor_part, owner_id, due_at, next_due_at, paused_at, text, outcome, grade, resolved, responded, message_id, created_at)
SELECT i.id, v.n,
  CASE v.n WHEN 1 THEN 'report' WHEN 2 THEN 'accept' WHEN 3 THEN CASE i.state WHEN 'closed' THEN 'answer' WHEN 'in_progress' THEN 'handle' ELSE 'ask' END ELSE IF(i.grade IS NULL, 'settle', 'rate') END,
  CASE v.n WHEN 1 THEN 'submitted' WHEN 2 THEN 'accepted' WHEN 3 THEN IF(i.state = 'closed', 'handled', i.state) ELSE 'closed' END,
  CASE v.n WHEN 1 THEN i.reporter_id WHEN 4 THEN IF(i.grade IS NULL, 0, i.reporter_id) ELSE i.owner_id END,
  CASE v.n WHEN 1 THEN 'reporter' WHEN 4 THEN IF(i.grade IS NULL, 'system', 'reporter') ELSE 'owner' END,
  i.owner_id, i.due_at, IF(i.state = 'closed' AND v.n > 2, NULL, i.due_at), IF(v.n = 3, i.paused_at, NULL),
  IF(v.n = 3, i.reply, NULL), IF(v.n = 3 OR v.n = 4 AND i.grade IS NOT NULL, i.outcome, NULL), IF(v.n = 4, i.grade, NULL), IF(v.n = 4, i.resolved, NULL), IF(v.n = 4, i.responded, NULL),
  IF(v.n = 3 AND i.state = 'closed', i.id, NULL),
  CASE v.n WHEN 1 THEN i.created_at WHEN 2 THEN i.created_at + INTERVAL 1 MINUTE WHEN 3 THEN COALESCE(i.closed_at, i.updated_at) ELSE i.updated_at END
FROM issues i JOIN (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) v ON v.n <= i.version
WHERE i.id > ? AND i.id <= ?`

const seedMessages = `
INSERT INTO messages (id, account_id, community_id, kind, event, title, body, page, subject, created_at, read_at)
SELECT i.id, i.reporter_id, i.community_id, 'answer', 'issue.answered', '您的诉求有答复了', '师傅已经换好灯泡，今晚请留意一下。',
  CONCAT('packages/issue/detail/detail?id=', i.id), CONCAT('issue:', i.id), i.closed_at, IF(i.id % 9, i.updated_at, NULL)
FROM issues i WHERE i.id > ? AND i.id <= ? AND i.closed_at IS NOT NULL`

const seedEscalations = `
INSERT INTO issue_escalations (issue_id, due_at, level, created_at)
SELECT i.id, i.next_due_at, v.n, i.next_due_at FROM issues i JOIN (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) v ON v.n <= i.escalation
WHERE i.id > ? AND i.id <= ?`
