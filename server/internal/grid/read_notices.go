package grid

import (
	"errors"
	"io/fs"
	"os"

	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/table"
)

// A NoticeEntry is a row of notice_categories.csv: what notices may be about.
type NoticeEntry struct {
	Code, Name, Hint string
	Approved         bool // a second person approves
	Answer           calendar.Limit
}

// A TagEntry is a row of notice_tags.csv: a group of people whom notices may be for.
type TagEntry struct {
	Code, Name, Hint      string
	ByResident, ToldFirst bool
	Called                bool // an emergency calls who has it
}

// notices reads two tables that a folder may lack.
func (r *reader) notices() {
	if r.has("notice_categories") {
		r.table("notice_categories", []string{"code", "name", "reply_limit"}, func(file string, line int, get func(string) string) {
			r.unique("notice_categories", file, line, "code", get("code"))
			r.book.Notices = append(r.book.Notices, NoticeEntry{get("code"), get("name"), get("hint"), yes(get("approved")), r.limit(file, line, "reply_limit", get("reply_limit"))})
		})
	}
	if r.has("notice_tags") {
		r.table("notice_tags", []string{"code", "name"}, func(file string, line int, get func(string) string) {
			r.unique("notice_tags", file, line, "code", get("code"))
			r.book.Tags = append(r.book.Tags, TagEntry{get("code"), get("name"), get("hint"), yes(get("by_resident")), yes(get("told_first")), yes(get("called"))})
		})
	}
}

func (r *reader) has(name string) bool {
	_, err := os.Stat(table.Find(r.dir, name))
	return !errors.Is(err, fs.ErrNotExist)
}
