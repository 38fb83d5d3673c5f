package volunteer

import (
	"context"
	"strings"
	"unicode"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/table"
)

var activityColumns = []table.Column{{Heading: "编号", Width: 8}, {Heading: "活动", Width: 24}, {Heading: "类别", Width: 14}, {Heading: "网格", Width: 20}, {Heading: "地点", Width: 24},
	{Heading: "开始时间", Width: 17}, {Heading: "结束时间", Width: 17}, {Heading: "名额", Width: 8}, {Heading: "已报名", Width: 8}, {Heading: "候补", Width: 8},
	{Heading: "组织者", Width: 12}, {Heading: "状态", Width: 10}, {Heading: "取消原因", Width: 24}, {Heading: "活动小结", Width: 48}}

var signupHeadings = []table.Column{{Heading: "活动", Width: 24}, {Heading: "类别", Width: 14}, {Heading: "地点", Width: 24}, {Heading: "摊位", Width: 12}, {Heading: "开始时间", Width: 17},
	{Heading: "结束时间", Width: 17}, {Heading: "参加者", Width: 14}, {Heading: "与报名人的关系", Width: 14}, {Heading: "报名人", Width: 12}, {Heading: "报名人手机", Width: 14}, {Heading: "状态", Width: 12}, {Heading: "报名时间", Width: 17}}

// hoursHeadings are what the national rule on records of volunteer service
// (民政部令第67号) asks of one: who, what, when, where, how long, who recorded it.
var hoursHeadings = []table.Column{{Heading: "姓名", Width: 12}, {Heading: "手机", Width: 14}, {Heading: "服务项目", Width: 20}, {Heading: "服务类别", Width: 14}, {Heading: "服务地点", Width: 20},
	{Heading: "开始时间", Width: 17}, {Heading: "结束时间", Width: 17}, {Heading: "服务时长（小时）", Width: 10}, {Heading: "记录方式", Width: 10}, {Heading: "补录原因", Width: 24}, {Heading: "记录单位", Width: 20}}

var (
	kindTexts     = map[HoursKind]string{Measured: "签到签退", Supplemented: "补录", Disputed: "本人申请更正"}
	relationTexts = map[Relation]string{Self: "本人", Child: "孩子", Parent: "父母", Guest: "代报名"}
	stateTexts    = map[State]string{Confirmed: "已报名", Waiting: "候补", Offered: "待确认", Withdrawn: "本人取消", Lapsed: "过时未确认", Removed: "组织者取消", Cancelled: "活动取消"}
)

func (s *Service) activityRows(ctx context.Context, book *table.Book, rows []arrangement) error {
	list, err := s.arrangedViews(ctx, account.Actor{}, rows)
	if err != nil {
		return err
	}
	now := s.DB.Now()
	for i, a := range list {
		standing := "未结束"
		switch {
		case a.Cancelled:
			standing = "已取消"
		case !now.Before(a.Ends):
			standing = "已结束"
		}
		if err := book.Row(int64(a.ID), a.Title, a.Kind.Name, a.Where.Name, a.Place, a.Starts, a.Ends, a.Capacity, a.Taken, a.Waiting, a.Organiser, standing, rows[i].Reason, rows[i].Result); err != nil {
			return err
		}
	}
	return nil
}

// signupRows leaves a child's name out: a file goes further than a page.
func (s *Service) signupRows(ctx context.Context, book *table.Book, words named, rows []signup) error {
	list, err := s.rolled(ctx, rows)
	if err != nil {
		return err
	}
	for i, v := range list {
		su, who := rows[i], v.Person.Name
		switch v.Person.Relation {
		case Child:
			who = ""
		case Guest:
			who, _ = recorded(v.Person, "")
		}
		if err := book.Row(su.Title, words.kinds[su.Kind], su.Place, su.Booth, su.Starts, su.Ends, who, relationTexts[v.Person.Relation], v.By, v.Phone, stateTexts[v.State], v.Created); err != nil {
			return err
		}
	}
	return nil
}

// hoursRows leaves children out: their records are their guardians'.
func (s *Service) hoursRows(ctx context.Context, book *table.Book, words named, rows []signup) error {
	list, err := s.withHours(ctx, s.DB, rows)
	if err != nil {
		return err
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
		if err := book.Row(who, phone, v.Signup.Title, words.kinds[rows[i].Kind], v.Signup.Place, starts, ends,
			float64(v.Minutes*10/60)/10, kindTexts[h.Kind], h.Reason, words.unit); err != nil {
			return err
		}
	}
	return nil
}

// endsName says where a name ends, and how somebody is reached begins.
func endsName(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsPunct(r) && r != '·' || unicode.IsNumber(r)
}

// recorded is who stands in the file, with the phone of whoever signed him up. Of
// a guest that is the organiser's, and beside his name stands how he is reached.
func recorded(p Person, phone string) (name, own string) {
	if p.Relation != Guest {
		return p.Name, phone
	}
	name = p.Name
	if i := strings.IndexFunc(name, endsName); i > 0 {
		name = name[:i]
	}
	return name, ""
}
