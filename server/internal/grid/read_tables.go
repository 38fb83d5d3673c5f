package grid

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"regexp"

	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/table"
)

func (r *reader) buildings() {
	r.table("buildings", []string{"code", "name", "compound", "micro_grid"}, func(file string, line int, get func(string) string) {
		r.unique("buildings", file, line, "code", get("code"))
		r.known("compounds", file, line, "compound", get("compound"))
		r.known("micro_grids", file, line, "micro_grid", get("micro_grid"))
		if g := get("resident_group"); g != "" {
			r.known("resident_groups", file, line, "resident_group", g)
		}
		r.book.Buildings = append(r.book.Buildings, BuildingEntry{get("code"), get("name"), get("compound"), get("resident_group"), get("micro_grid")})
	})
}

func (r *reader) people(table, in, inTable string, out *[]PersonEntry) {
	r.table(table, []string{"name", "phone", in}, func(file string, line int, get func(string) string) {
		if !phoneRule.MatchString(get("phone")) {
			r.complain(file, line, "phone", "不是 11 位手机号，请核对")
		}
		r.known(inTable, file, line, in, get(in))
		*out = append(*out, PersonEntry{Name: get("name"), Phone: get("phone"), UnionID: get("unionid"), In: get(in)})
	})
}

func (r *reader) staff() {
	r.table("staff", []string{"username", "name", "role"}, func(file string, line int, get func(string) string) {
		r.unique("staff", file, line, "username", get("username"))
		switch get("role") {
		case "staff", "county", "admin":
		case "leader":
			r.known("grids", file, line, "grid", get("grid"))
		default:
			r.complain(file, line, "role", "%q 不是角色，只能是 staff、leader、county、admin", get("role"))
		}
		r.book.Staff = append(r.book.Staff, PersonEntry{Name: get("name"), Username: get("username"), Role: get("role"), In: get("grid")})
	})
	if f := r.book.About.Fallback; f != "" && !r.seen["staff"][f] {
		r.bad = append(r.bad, table.Mistake{File: "community.yaml", Column: "fallback", Text: "这个用户名不在 staff 表里，请补上"})
	}
}

func (r *reader) wechat() {
	r.table("wechat_groups", []string{"name", "micro_grid", "declared_members"}, func(file string, line int, get func(string) string) {
		r.known("micro_grids", file, line, "micro_grid", get("micro_grid"))
		r.unique("wechat_groups", file, line, "name", get("name"))
		r.book.WeChat = append(r.book.WeChat, WeChatEntry{get("name"), get("micro_grid"), r.number(file, line, "declared_members", get("declared_members"))})
	})
}

func (r *reader) categories() {
	r.table("categories", []string{"code", "name", "icon", "accept_limit", "handle_limit", "reply_limit"}, func(file string, line int, get func(string) string) {
		r.unique("categories", file, line, "code", get("code"))
		limit := func(column string) calendar.Limit { return r.limit(file, line, column, get(column)) }
		r.book.Categories = append(r.book.Categories, CategoryEntry{Code: get("code"), Name: get("name"), Icon: get("icon"), Hint: get("hint"), Domain: get("domain"),
			EmergencyNumber: get("emergency_number"), EmergencyText: get("emergency_text"), Public: yes(get("public")), PublicOpen: yes(get("public_open")), Checked: yes(get("checked")),
			Accept: limit("accept_limit"), Handle: limit("handle_limit"), Reply: limit("reply_limit")})
	})
}

var bodyPhone = regexp.MustCompile(`^[0-9-]{0,20}$`)

// activityKinds may be left out: then no activities can be made.
func (r *reader) activityKinds() {
	if _, err := os.Stat(table.Find(r.dir, "activity_kinds")); errors.Is(err, fs.ErrNotExist) {
		return
	}
	r.table("activity_kinds", []string{"code", "name"}, func(file string, line int, get func(string) string) {
		r.unique("activity_kinds", file, line, "code", get("code"))
		r.book.Activities = append(r.book.Activities, ActivityKindEntry{get("code"), get("name"), get("hint"), yes(get("service")), yes(get("children"))})
	})
}

// careKinds may be left out: then no care can be ordered, and nothing else offered.
func (r *reader) careKinds() {
	if _, err := os.Stat(table.Find(r.dir, "care_kinds")); !errors.Is(err, fs.ErrNotExist) {
		r.entries("care_kinds", "", "", &r.book.Care)
	}
	if _, err := os.Stat(table.Find(r.dir, "skill_kinds")); !errors.Is(err, fs.ErrNotExist) {
		r.entries("skill_kinds", "", "", &r.book.Skills)
	}
}

// bodies may be left out: not everybody has partners.
func (r *reader) bodies() {
	if _, err := os.Stat(table.Find(r.dir, "bodies")); errors.Is(err, fs.ErrNotExist) {
		return
	}
	r.table("bodies", []string{"name", "kind", "limit"}, func(file string, line int, get func(string) string) {
		r.unique("bodies", file, line, "name", get("name"))
		if !bodyPhone.MatchString(get("phone")) {
			r.complain(file, line, "phone", "%q 不是电话号码，请只填数字和“-”", get("phone"))
		}
		r.book.Bodies = append(r.book.Bodies, BodyEntry{Name: get("name"), Kind: get("kind"), Contact: get("contact"), Phone: get("phone"), Limit: r.limit(file, line, "limit", get("limit"))})
	})
}

func (r *reader) templates() {
	r.table("templates", []string{"event", "app", "template_id", "title", "purpose"}, func(file string, line int, get func(string) string) {
		via := cmp.Or(get("via"), "subscribe")
		if via != "subscribe" && via != "service" {
			r.complain(file, line, "via", "%q 应为 subscribe（小程序订阅消息）或 service（服务号模板消息）", via)
		}
		r.unique("templates", file, line, "event", get("event")+" "+via)
		t := TemplateEntry{Via: via, Event: get("event"), App: get("app"), ID: get("template_id"), Title: get("title"), Purpose: get("purpose"),
			LongTerm: yes(get("long_term")), Fields: map[string]string{}}
		for _, m := range meanings {
			if key := get("field_" + m); key != "" {
				t.Fields[m] = key
			}
		}
		if len(t.Fields) == 0 {
			r.complain(file, line, "", "没有一个字段（field_title、field_status、field_time、field_place、field_note），请按微信模板填写")
		}
		r.book.Templates = append(r.book.Templates, t)
	})
}
