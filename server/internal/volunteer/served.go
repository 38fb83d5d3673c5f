package volunteer

import (
	"context"
	"fmt"
	"strings"

	"github.com/go-redis/redis_rate/v10"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/table"
)

// hoursText is how hours are said: in halves nobody counts, in minutes nobody thinks.
func hoursText(minutes int) string { return fmt.Sprintf("%.1f 小时", float64(minutes)/60) }

// guess counts tries to guess a code.
func (s *Service) guess(ctx context.Context, id account.ID) error {
	res, err := redis_rate.NewLimiter(s.Push.Redis).Allow(ctx, fmt.Sprintf("activity-code:%d", id), redis_rate.PerMinute(6))
	if err == nil && res.Allowed == 0 {
		return ErrGuess.After(res.RetryAfter)
	}
	return err
}

// MyHours lists what the actor and his family served, the latest first.
func (s *Service) MyHours(ctx context.Context, by account.Actor, before SignupID, limit int) ([]Served, error) {
	rows, err := signups(ctx, s.DB, signupQuery{account: by.ID, state: Confirmed, begun: s.DB.Now(), before: before, limit: limit})
	if err != nil {
		return nil, err
	}
	return s.withHours(ctx, s.DB, rows)
}

// HoursOf lists what was served in an activity, for its organiser.
func (s *Service) HoursOf(ctx context.Context, by account.Actor, id ID) ([]Served, error) {
	r, err := activity(ctx, s.DB, id, ``)
	if err == nil && !r.manages(by) {
		err = ErrMay
	}
	if err != nil {
		return nil, err
	}
	rows, err := signups(ctx, s.DB, signupQuery{activity: id, state: Confirmed})
	if err != nil {
		return nil, err
	}
	return s.withHours(ctx, s.DB, rows)
}

func (s *Service) withHours(ctx context.Context, q db.Querier, rows []signup) ([]Served, error) {
	list, err := s.shown(ctx, q, rows)
	if err != nil {
		return nil, err
	}
	ids := make([]SignupID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	history, err := s.history(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	service, err := services(ctx, q, ids)
	out := make([]Served, len(rows))
	for i := range rows {
		out[i] = Served{Signup: list[i], Service: service[rows[i].ID], History: append([]Hours{}, history[rows[i].ID]...)}
		if n := counting(out[i].History); n >= 0 && out[i].Service {
			out[i].Minutes, out[i].History[n].Counts = out[i].History[n].Minutes, true
		}
	}
	return out, err
}

// history is all that was said of the hours of sign-ups, and by whom.
func (s *Service) history(ctx context.Context, q db.Querier, ids []SignupID) (map[SignupID][]Hours, error) {
	all, err := hoursOf(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	people := []account.ID{}
	for _, h := range all {
		for _, id := range []*account.ID{h.by, h.decider} {
			if id != nil {
				people = append(people, *id)
			}
		}
	}
	names, err := s.Accounts.Names(ctx, q, people...)
	out := map[SignupID][]Hours{}
	for _, h := range all {
		if h.by != nil {
			h.By = names[*h.by].DisplayName
		}
		if h.decider != nil {
			h.Decider = names[*h.decider].DisplayName
		}
		out[h.Signup] = append(out[h.Signup], h)
	}
	return out, err
}

// exportColumns are what the national rule on records of volunteer service
// (民政部令第67号) asks of one: who, what, when, where, how long, who recorded it.
var exportColumns = []table.Column{{Heading: "姓名", Width: 12}, {Heading: "手机", Width: 14}, {Heading: "服务项目", Width: 20}, {Heading: "服务类别", Width: 14}, {Heading: "服务地点", Width: 20},
	{Heading: "开始时间", Width: 17}, {Heading: "结束时间", Width: 17}, {Heading: "服务时长（小时）", Width: 10}, {Heading: "记录方式", Width: 10}, {Heading: "补录原因", Width: 24}, {Heading: "记录单位", Width: 20}}

var kindTexts = map[HoursKind]string{Measured: "签到签退", Supplemented: "补录", Disputed: "本人申请更正"}

// mostExported is how many sign-ups one file holds.
const mostExported = 20_000

// ExportHours writes what counts of a community's volunteer service that began
// within some days. Children are left out: their records are their guardians'.
func (s *Service) ExportHours(ctx context.Context, by account.Actor, community int64, from, until calendar.Date) (*table.Book, error) {
	if !holds(by, account.Territory{Community: community}, account.Staff, account.Admin) {
		return nil, ErrNotFound
	}
	if until < from || until-from > 400 {
		return nil, ErrWeek.Saying("一次最多导出 400 天，请缩小范围")
	}
	where, err := s.where(ctx, s.DB, account.Territory{Community: community})
	if err != nil {
		return nil, err
	}
	rows, err := signups(ctx, s.DB, signupQuery{community: community, state: Confirmed, begun: s.DB.Now(), since: from.At(0), until: (until + 1).At(0), limit: mostExported + 1})
	if err == nil && len(rows) > mostExported { // a file that lacks rows looks whole
		err = ErrWeek.Saying("这段时间的记录超过两万条，请缩小日期范围，分几次导出")
	}
	if err != nil {
		return nil, err
	}
	list, err := s.withHours(ctx, s.DB, rows)
	if err != nil {
		return nil, err
	}
	book, err := table.NewBook()
	if err == nil {
		err = s.fill(ctx, book, rows, list, where.Name)
	}
	s.Log.InfoContext(ctx, "hours exported", "by", by.ID, "community", community, "rows", len(list))
	return book, err
}

func (s *Service) fill(ctx context.Context, book *table.Book, rows []signup, list []Served, unit string) error {
	if err := book.Sheet("志愿服务记录", exportColumns); err != nil {
		return err
	}
	named, err := kinds(ctx, s.DB, unitOf(rows), true)
	if err != nil {
		return err
	}
	name := map[string]string{}
	for _, k := range named {
		name[k.Code] = k.Name
	}
	ids := make([]account.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.Account
	}
	cards, err := s.Accounts.Cards(ctx, s.DB, ids...)
	if err != nil {
		return err
	}
	for i, v := range list {
		n := counting(v.History)
		if !v.Service || n < 0 || v.Minutes == 0 || v.Signup.Person.Relation == Child {
			continue
		}
		h, starts, ends := v.History[n], v.Signup.Starts, v.Signup.Ends
		who, phone := recorded(v.Signup.Person, cards[rows[i].Account].PhoneMasked)
		if err := book.Row(who, phone, v.Signup.Title, name[rows[i].Kind], v.Signup.Place, starts, ends,
			float64(v.Minutes*10/60)/10, kindTexts[h.Kind], h.Reason, unit); err != nil {
			return err
		}
	}
	return nil
}

// recorded is who stands in the file, with the phone of whoever signed him up. Of
// a guest that is the organiser's, and beside his name stands how he is reached.
func recorded(p Person, phone string) (name, own string) {
	if p.Relation != Guest {
		return p.Name, phone
	}
	name, _, _ = strings.Cut(p.Name, "，")
	return name, ""
}

func unitOf(rows []signup) int64 {
	if len(rows) == 0 {
		return 0
	}
	return rows[0].Community
}
