package notice

import (
	"strconv"

	"huiyin/server/internal/push"
)

const (
	published = "notice.published" // the event whose template carries notices
	called    = "notice.called"    // and the one that calls workers
)

// message is what a notice says in WeChat and in inboxes.
func message(r *record) push.Message {
	m := push.Message{Community: r.Community, Kind: push.Notice, Event: published, Title: r.Title, Body: r.Summary,
		Page: "packages/notice/detail/detail?id=" + strconv.FormatInt(int64(r.ID), 10), Subject: "notice:" + strconv.FormatInt(int64(r.ID), 10)}
	status := "通知"
	switch {
	case r.State == Withdrawn:
		status, m.Title, m.Body = "已撤回", "已撤回："+r.Title, r.Reason
	case r.CorrectedAt != nil:
		status, m.Title = "更正", "更正："+r.Title
	case r.Emergency:
		status = "紧急通知"
	}
	if r.Emergency {
		m.Kind = push.Emergency
	}
	m.Fields = map[string]string{"title": m.Title, "status": status, "note": r.Summary, "place": r.Source}
	return m
}
