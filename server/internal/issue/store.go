package issue

import (
	"context"
	"reflect"
	"strings"

	"huiyin/server/internal/platform/db"
)

const columns = `i.id, i.community_id, i.grid_id, i.micro_grid_id, i.reporter_id, i.category, i.title, i.words, i.hide_name, i.place_text,
	i.building_id, i.latitude, i.longitude, i.moderation, i.created_at, i.represented, i.followers, i.escalation, i.escalate_at, ` + standingColumns

const standingColumns = `i.owner_id, i.pooled, i.pending_owner_id, i.state, i.outcome, i.reply, i.due_at, i.next_due_at, i.paused_at, i.answered_by,
	i.request, i.request_until, i.request_by, i.supervised, i.excluded, i.grade, i.resolved, i.responded, i.tell_by, i.original_id,
	i.reopened_count, i.returned_count, i.open_tasks, i.version, i.updated_at, i.closed_at`

func (r *record) columns() []any {
	return append([]any{&r.ID, &r.At.Community, &r.At.Grid, &r.At.MicroGrid, &r.Reporter, &r.Category, &r.Title, &r.Words, &r.HideName, &r.Place,
		&r.Building, &r.Latitude, &r.Longitude, &r.Moderation, &r.CreatedAt, &r.Represented, &r.Followers, &r.Escalation, &r.EscalateAt}, r.standing.columns()...)
}

func (s *standing) columns() []any {
	return []any{&s.Owner, &s.Pooled, &s.Pending, &s.State, &s.Outcome, &s.Reply, &s.Due, &s.NextDue, &s.Paused, &s.AnsweredBy,
		&s.Request, &s.RequestUntil, &s.RequestBy, &s.Supervised, &s.Excluded, &s.Grade, &s.Resolved, &s.Responded, &s.TellBy, &s.Original,
		&s.Reopened, &s.Returned, &s.OpenTasks, &s.Version, &s.UpdatedAt, &s.ClosedAt}
}

// withCategory also reads what the issue's category says.
func (r *record) withCategory() []any {
	return append(r.columns(), &r.categoryName, &r.categoryShown, &r.categoryOpen)
}

const categoryOfIssue = `, c.name, c.is_public, c.public_open`

const fromIssues = ` FROM issues i JOIN categories c ON c.community_id = i.community_id AND c.code = i.category`

func get(ctx context.Context, q db.Querier, id ID) (record, error) {
	r, err := db.One(ctx, q, (*record).withCategory, `SELECT `+columns+categoryOfIssue+fromIssues+` WHERE i.id = ?`, id)
	return withTasks(ctx, q, r, err)
}

// lock reads an issue and keeps others from changing it until tx ends.
func lock(ctx context.Context, tx *db.Tx, id ID) (record, error) {
	r, err := db.One(ctx, tx, (*record).columns, `SELECT `+columns+` FROM issues i WHERE i.id = ? FOR UPDATE`, id)
	return withTasks(ctx, tx, r, err)
}

func withTasks(ctx context.Context, q db.Querier, r record, err error) (record, error) {
	if db.Missing(err) {
		return r, ErrNotFound
	}
	if err == nil {
		err = openTasks(ctx, q, &r)
	}
	return r, err
}

func insert(ctx context.Context, tx *db.Tx, r *record) error {
	id, err := db.Insert(ctx, tx, `
		INSERT INTO issues (community_id, grid_id, micro_grid_id, reporter_id, owner_id, pooled, category, state, title, words, hide_name,
			place_text, building_id, latitude, longitude, moderation, represented, due_at, next_due_at, escalate_at, version, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.At.Community, r.At.Grid, r.At.MicroGrid, r.Reporter, r.Owner, r.Pooled, r.Category, r.State, r.Title, r.Words, r.HideName,
		r.Place, r.Building, r.Latitude, r.Longitude, r.Moderation, r.Represented, r.Due, r.NextDue, r.EscalateAt, r.Version, r.CreatedAt, r.UpdatedAt)
	r.ID = ID(id)
	return err
}

// update writes what steps change, if nobody else did meanwhile.
func update(ctx context.Context, tx *db.Tx, r *record, version int) error {
	set := strings.ReplaceAll(strings.ReplaceAll(standingColumns, ",", " = ?,"), "i.", "") + " = ?"
	args := append(values(r.standing.columns()), r.Escalation, r.EscalateAt, r.At.MicroGrid, r.At.Grid, r.At.MicroGrid, r.ID, version)
	n, err := db.Exec(ctx, tx, `UPDATE issues SET `+set+`, escalation = ?, escalate_at = ?,
		searchable = searchable AND micro_grid_id = ?, grid_id = ?, micro_grid_id = ? WHERE id = ? AND version = ?`, args...)
	if err == nil && n == 0 {
		return ErrChanged
	}
	return err
}

// values turns what a row is scanned into to what it is written from.
func values(pointers []any) []any {
	out := make([]any, len(pointers))
	for i, p := range pointers {
		out[i] = reflect.ValueOf(p).Elem().Interface()
	}
	return out
}

const eventColumns = `version, step, state, actor_id, actor_part, owner_id, due_at, next_due_at, paused_at, text, outcome, grade, resolved, responded,
	until_at, way, told_at, ref_id, task, body_id, message_id, pooled, routing_version, routing_rule, created_at`

func (e *event) columns() []any {
	return []any{&e.Version, &e.Step, &e.State, &e.Actor, &e.Part, &e.Owner, &e.Due, &e.NextDue, &e.Paused, &e.Text, &e.Outcome, &e.Grade, &e.Done, &e.Responded,
		&e.Until, &e.Way, &e.ToldAt, &e.Ref, &e.Task, &e.Body, &e.Message, &e.Pooled, &e.Routing, &e.Rule, &e.At}
}

func insertEvent(ctx context.Context, tx *db.Tx, id ID, e event) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO issue_events (issue_id, `+eventColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		append([]any{id}, values(e.columns())...)...)
	return err
}

func events(ctx context.Context, q db.Querier, id ID) ([]event, error) {
	return db.All(ctx, q, (*event).columns, `SELECT `+eventColumns+` FROM issue_events WHERE issue_id = ? ORDER BY version`, id)
}
