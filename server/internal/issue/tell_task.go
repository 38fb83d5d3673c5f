package issue

import (
	"context"
	"fmt"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

// tellHelpers lets those know whose tasks begin or end with the step; who has
// no task any more is not led to the issue, which he may not see now.
func (s *Service) tellHelpers(ctx context.Context, tx *db.Tx, by account.Actor, before, r *record, e event) error {
	for i := range r.tasks {
		t := &r.tasks[i]
		was := findTask(before.tasks, &t.No)
		m := push.Message{To: t.To, Kind: push.Status, Event: "issue.arrived"}
		switch {
		case t.To == 0 || t.To == by.ID || was != nil && was.same(t):
			continue
		case was == nil:
			m.Title, m.Body = taskTitle, fmt.Sprintf("请在%s前完成：%s", day(t.Due), *e.Text)
		case t.State == TaskTakenBack || t.State == TaskVoid:
			m.Title, m.Body, m.Page = taskGoneTitles[t.State], fmt.Sprintf("%s。谢谢您的协助。", r.shownTitle()), tasksPage
		default:
			continue // it came back to the lead, who hears of that as the owner
		}
		m.Fields = map[string]string{"status": stateNames[r.State], "note": m.Title}
		if _, err := s.send(ctx, tx, r, m); err != nil {
			return err
		}
	}
	return nil
}

// tellTurn lets the reporter know that it is an outside body's turn.
func (s *Service) tellTurn(ctx context.Context, tx *db.Tx, by account.Actor, r *record, e event) error {
	b, err := body(ctx, tx, *e.Body)
	if err != nil {
		return err
	}
	_, err = s.tellAll(ctx, tx, by, r, push.Status, "issue.accepted", fmt.Sprintf("您的诉求已转请%s处理", b.Name),
		fmt.Sprintf("已请对方最迟%s答复，社区会持续跟进，有结果就告诉您。", day(*e.Until)), stateNames[r.State])
	return err
}

// alertWords are what an alert says of its first row.
func alertWords(a alertRow) (title, note string) {
	late := a.level > levelSoon
	if a.task != nil {
		return either(late, "协办任务已超过期限", "协办任务即将到期"), either(late, "请尽早完成并记录结果", "请在期限前完成")
	}
	return either(late, "诉求已超过期限", "诉求即将到期"), either(late, "请督促办理", "请在期限前办理")
}

// turnText says whose turn it is while tasks are open, as the actor reads it;
// empty when it is simply the owner's.
func (r *record) turnText(by account.Actor, now time.Time) string {
	if t := r.soonest(func(t *task) bool { return t.To == by.ID && by.ID != 0 && r.Owner != by.ID }); t != nil {
		return fmt.Sprintf("请您在%s前完成协办任务", day(t.Due))
	}
	if t := r.soonest((*task).any); t != nil && (by.ID == r.Owner || r.managedBy(by)) {
		return fmt.Sprintf("还有 %d 项协办任务没有结束，最早%s到期；都结束后答复居民，最迟%s", r.OpenTasks, day(t.Due), day(r.Due))
	}
	t := r.soonest((*task).outside)
	switch {
	case t == nil:
		return ""
	case now.After(t.Due):
		return fmt.Sprintf("已转请%s处理，对方已超过约定时间，社区会跟进", t.name)
	}
	return fmt.Sprintf("已转请%s处理，请对方最迟%s答复；社区持续跟进", t.name, day(t.Due))
}
