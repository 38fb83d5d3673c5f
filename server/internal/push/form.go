package push

import (
	"context"
	"time"

	"huiyin/server/internal/account"
)

// A Form is a template as staff see it: what it carries, how WeChat shows it, and
// how it fared.
type Form struct {
	Via      Via         `json:"via"`
	On       bool        `json:"on" doc:"the channel is configured"`
	Event    string      `json:"event" doc:"what it carries, such as notice.published"`
	App      string      `json:"app"`
	Template string      `json:"template_id"`
	Title    string      `json:"title"`
	Purpose  string      `json:"purpose"`
	LongTerm bool        `json:"long_term" doc:"one consent is good for many messages"`
	Fields   []FormField `json:"fields"`
	SentAt   *time.Time  `json:"sent_at" doc:"when WeChat took one last; empty when it was long ago or never"`
	FailedAt *time.Time  `json:"failed_at" doc:"when one failed last"`
	Failure  string      `json:"failure" doc:"why it failed, in words"`
}

// A FormField is a line of a template, with an example cut by WeChat's own rules.
type FormField struct {
	CardField
	Longest int `json:"longest" doc:"characters that WeChat takes; 0: it takes a moment in its own layout"`
}

// example is a message with more words than WeChat takes.
var example = map[string]string{
	"title": "关于冬季供暖管道检修期间请家中留人并提前清理杂物的提醒", "status": "正在抓紧办理", "place": "幸福小区 1 号楼 3 单元东侧自行车棚旁边的路灯下面", "note": "如有不便请提前联系网格员，我们会按约定的时间上门，谢谢配合",
}

// Forms are all templates of a community, on all channels.
func (s *Service) Forms(ctx context.Context, by account.Actor, community int64) ([]Form, error) {
	if !mayRead(by, community) {
		return nil, ErrNotFound.Saying("没有找到这个社区，请重新选择")
	}
	list, err := readTemplates(ctx, s.DB, `community_id = ?`, community)
	if err != nil {
		return nil, err
	}
	sent, err := lastOf(ctx, s.DB, community, Sent)
	if err != nil {
		return nil, err
	}
	failed, err := lastOf(ctx, s.DB, community, Failed, Dead)
	out := make([]Form, len(list))
	for i, t := range list {
		u := usage{t.Via, t.Event}
		out[i] = Form{Via: t.Via, On: s.Channels[t.Via] != nil, Event: t.Event, App: t.App, Template: t.ID, Title: t.Title, Purpose: t.Purpose, LongTerm: t.LongTerm, Fields: shownOf(t, example, s.DB.Now())}
		if f, was := sent[u]; was {
			out[i].SentAt = &f.at
		}
		if f, was := failed[u]; was {
			out[i].FailedAt, out[i].Failure = &f.at, codeText(f.code)
		}
	}
	return out, err
}

// shownOf are a template's lines in the order in which they are read.
func shownOf(t Template, fields map[string]string, now time.Time) []FormField {
	shown, out := render(t, fields, now), []FormField{}
	for _, meaning := range []string{"title", "status", "time", "place", "note"} {
		key, ok := t.Fields[meaning]
		if m := keyKind.FindStringSubmatch(key); ok && m != nil {
			out = append(out, FormField{CardField{key, meaning, shown[key]}, rules[m[1]].longest})
		}
	}
	return out
}
