package volunteer

import (
	"context"
	"fmt"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

// tell sends a message about a sign-up to whoever made it. A child's name is
// not in it: a message may be read over somebody's shoulder.
func (s *Service) tell(ctx context.Context, tx *db.Tx, su signup, title, body string) error {
	if su.Relation == Guest { // whoever signed him up passes it on
		body = "您代报名的人：" + body
	}
	return s.send(ctx, tx, su, push.Status, "activity.changed", title, body)
}

// send tells whoever made a sign-up, and a parent whom his child signed up.
func (s *Service) send(ctx context.Context, tx *db.Tx, su signup, kind push.Kind, event, title, body string) error {
	for _, to := range su.concerned() {
		_, err := s.Push.Send(ctx, tx, push.Message{To: to, Community: su.Community, Kind: kind, Event: event, Title: title, Body: "「" + su.Title + "」" + body,
			Fields: map[string]string{"title": su.Title, "status": phrase(title), "time": startText(su.Starts), "place": su.Place, "note": clip(body, 20)},
			Page:   fmt.Sprintf("packages/activity/detail/detail?id=%d", su.Activity), Subject: fmt.Sprintf("activity:%d", su.Activity)})
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *signup) concerned() []account.ID {
	if r.Owner == 0 || r.Owner == r.Account {
		return []account.ID{r.Account}
	}
	return []account.ID{r.Account, r.Owner}
}

// tellAll tells everybody with a place or in the line of the activity, or of
// one of its shifts: each account once.
func (s *Service) tellAll(ctx context.Context, tx *db.Tx, r record, only ShiftID, title, body string) error {
	list, err := signups(ctx, tx, signupQuery{activity: r.ID, shift: only, live: true})
	if err != nil {
		return err
	}
	return s.tellEach(ctx, tx, r, list, title, body)
}

// tellCame tells everybody who had a place in an activity.
func (s *Service) tellCame(ctx context.Context, tx *db.Tx, r record, title, body string) error {
	list, err := signups(ctx, tx, signupQuery{activity: r.ID, state: Confirmed})
	if err != nil {
		return err
	}
	return s.tellEach(ctx, tx, r, list, title, body)
}

// tellEach tells each account once.
func (s *Service) tellEach(ctx context.Context, tx *db.Tx, r record, list []signup, title, body string) error {
	told := map[account.ID]bool{}
	for _, su := range list {
		su.Title, su.Place = r.Draft.Title, r.Draft.Place
		for _, to := range su.concerned() {
			if told[to] {
				continue
			}
			told[to] = true
			su.Account, su.Owner = to, to
			if err := s.tell(ctx, tx, su, title, body); err != nil {
				return err
			}
		}
	}
	return nil
}

// phrase is a title in the five characters that WeChat gives to a state.
func phrase(title string) string {
	short, ok := map[string]string{"活动地点有变": "地点有变", "活动时间有变": "时间有变", "名额已让给下一位": "名额已让出",
		"有人需要帮忙": "需要帮忙", "有人来帮忙了": "有人来帮", "关爱单无人认领": "无人认领"}[title]
	if !ok {
		short = clip(title, 5)
	}
	return short
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
