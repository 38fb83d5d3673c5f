package app

import (
	"context"
	"sync"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/issue"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/outbox"
	"huiyin/server/internal/platform/wechat"
)

const (
	idle      = 250 * time.Millisecond // how long a worker rests when nothing is due
	expanders = 2                      // parts of fan-outs that one process gives at once; another process gives more
)

// connectEvents tells features of what happened in others.
func (a *App) connectEvents() {
	outbox.On(a.relay, "account.end_sessions", func(ctx context.Context, _ *db.Tx, e account.GrantsChanged) error {
		return a.account.OnGrantsChanged(ctx, e)
	})
	for name, absorb := range map[string]func(context.Context, *db.Tx, account.ID, account.ID) error{
		"grid.absorb": a.grid.Absorb, "push.absorb": a.push.Absorb, "issue.absorb": a.issue.Absorb,
		"group.absorb": a.group.Absorb, "volunteer.absorb": a.volunteer.Absorb, "notice.absorb": a.notice.Absorb,
	} {
		outbox.On(a.relay, name, func(ctx context.Context, tx *db.Tx, e account.Merged) error { return absorb(ctx, tx, e.From, e.To) })
	}
}

func (a *App) scheduleWork() {
	a.schedule.Every("idempotency.forget", time.Hour, func(ctx context.Context) error {
		_, err := once.Forget(ctx, a.db, 10_000)
		return err
	})
	a.schedule.Every("calendar.warn", time.Hour, a.warnOfCalendarEnd)
	a.schedule.Every("issue.escalate", time.Minute, a.issue.Escalate)
	a.schedule.Every("issue.alert", 10*time.Minute, a.issue.Alert)
	a.schedule.Every("issue.settle", time.Hour, a.issue.Settle)
	a.schedule.Every("issue.freeze_weeks", time.Hour, a.issue.FreezeWeeks)
	a.schedule.Every("issue.index", 10*time.Second, a.issue.Index)
	a.schedule.Every("grid.match", time.Minute, a.grid.Match)
	a.schedule.Every("issue.retire", time.Minute, a.issue.Retire)
	a.schedule.Daily("issue.audit", a.cfg.Issue.AuditAt, a.issue.AuditDaily)
	a.schedule.Every("issue.sweep_photos", time.Hour, a.issue.Sweep)
	a.schedule.Every("export.sweep", time.Hour, a.exports.Sweep)
	a.schedule.Every("notice.sweep_files", time.Hour, a.notice.Sweep)
	a.schedule.Every("push.gather_followers", 24*time.Hour, a.push.Gather)
	a.schedule.Every("group.silence", time.Hour, a.group.Silence)
	a.schedule.Every("group.retire", time.Hour, a.group.Retire)
	a.schedule.Every("group.digests", time.Hour, a.group.MakeDigests)
	a.schedule.Every("volunteer.lapse", time.Minute, a.volunteer.Lapse)
	a.schedule.Every("volunteer.escalate", 10*time.Minute, a.volunteer.Escalate)
	a.schedule.Every("volunteer.plan", time.Hour, a.volunteer.Plan)
	a.schedule.Every("volunteer.forget_guests", time.Hour, a.volunteer.ForgetGuests)
	a.schedule.Every("volunteer.forget_links", time.Hour, a.volunteer.ForgetLinks)
	a.schedule.Every("volunteer.forget_care", time.Hour, a.volunteer.ForgetCare)
	a.schedule.Every("volunteer.remind", 10*time.Minute, a.volunteer.Remind)
}

// connectFeatures gives the ground what only features know.
func (a *App) connectFeatures() {
	a.account.Leaving, a.grid.Movers = a.handOver, []grid.Mover{a.issue.Relocate, a.group.Relocate, a.notice.Relocate, a.volunteer.Relocate}
	a.exports.Fills = a.volunteer.Fills()
	a.exports.Fills[issue.ExportKind] = a.issue.FillExport
}

// handOver lets each feature pass on what somebody who leaves was responsible for.
func (a *App) handOver(ctx context.Context, tx *db.Tx, id account.ID) error {
	if err := a.issue.HandOver(ctx, tx, id); err != nil {
		return err
	}
	return a.group.HandOver(ctx, tx, id)
}

// work runs everything that happens without a request, until ctx ends.
func (a *App) work(ctx context.Context) {
	var loops sync.WaitGroup
	loops.Go(func() { a.relay.Run(ctx, idle) })
	loops.Go(func() { a.schedule.Run(ctx, 5*time.Second) })
	loops.Go(func() { a.push.Run(ctx) })
	loops.Go(func() { a.poll(ctx, "content check", a.issue.Check) })
	loops.Go(func() { a.poll(ctx, "export", a.exports.Make) })
	loops.Go(func() { a.poll(ctx, "followers", a.push.Meet) })
	loops.Go(func() { a.poll(ctx, "notice time", a.notice.SendDue) })
	for range expanders {
		loops.Go(func() { a.poll(ctx, "notice fan-out", a.notice.Expand) })
	}
	loops.Go(func() { a.poll(ctx, "grid codes", a.poster.Draw) })
	loops.Go(func() { a.poll(ctx, "activity photos", a.volunteer.CheckPhotos) })
	loops.Wait()
}

// poll does what waits to be done, and rests when nothing does.
func (a *App) poll(ctx context.Context, name string, do func(context.Context) (int, error)) {
	for ctx.Err() == nil {
		n, err := do(ctx)
		if err != nil && ctx.Err() == nil {
			a.log.ErrorContext(ctx, name, "err", err)
		}
		if n > 0 && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(idle):
		}
	}
}

// onWeChat takes what WeChat pushes. An error makes WeChat push it again.
func (a *App) onWeChat(ctx context.Context, e wechat.Event) error {
	if e.Media != nil {
		if err := a.issue.MediaChecked(ctx, *e.Media); err != nil {
			return err
		}
		return a.volunteer.MediaChecked(ctx, *e.Media)
	}
	return a.push.OnEvent(ctx, e)
}
