package calendar

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/table"
)

// headings are the Chinese names of columns, accepted beside the English ones.
var headings = map[string]string{"日期": "day", "上班": "work", "名称": "name"}

// dateForms are how spreadsheets write a date.
var dateForms = []string{time.DateOnly, "2006-1-2", "2006/1/2", "2006年1月2日", "2006-01-02 15:04", "2006-01-02 15:04:05"}

var yes, no = []string{"1", "是", "班", "true"}, []string{"0", "否", "休", "false"}

// reader collects days and everything that is wrong with their files.
type reader struct {
	days []Day
	bad  []table.Mistake
	seen map[Date]string // where a day was
}

// Read reads calendar files, one row per day. With mistakes the days must not
// be used.
func Read(paths ...string) ([]Day, []table.Mistake) {
	r := &reader{seen: map[Date]string{}}
	for _, p := range paths {
		r.file(p)
	}
	return r.days, r.bad
}

func (r *reader) file(path string) {
	required := []string{"day", "work"}
	s, bad := table.Read(path, headings, required)
	r.bad = append(r.bad, bad...)
	if len(bad) > 0 {
		return
	}
	before := len(r.days)
	r.bad = append(r.bad, s.Each(required, func(line int, get func(string) string) { r.row(s.File, line, get) })...)
	if len(r.bad) == 0 { // a row that was not understood is not missing
		r.gaps(s.File, r.days[before:])
	}
}

func (r *reader) row(file string, line int, get func(string) string) {
	complain := func(column, text string) {
		r.bad = append(r.bad, table.Mistake{File: file, Line: line, Column: column, Text: text})
	}
	date, ok := readDate(get("day"))
	if !ok {
		complain("day", fmt.Sprintf("%q 不是日期，请写作 2026-01-31", get("day")))
		return
	}
	where := fmt.Sprintf("%s 第 %d 行", file, line)
	if other, twice := r.seen[date]; twice {
		complain("day", fmt.Sprintf("%s 重复了，已经在%s，请只留一行", date, other))
	}
	r.seen[date] = where
	word := strings.ToLower(get("work"))
	day := Day{date, slices.Contains(yes, word), get("name")}
	switch {
	case !day.Work && !slices.Contains(no, word):
		complain("work", fmt.Sprintf("%q 看不懂，上班请写 1，休息请写 0", get("work")))
	case utf8.RuneCountInString(day.Name) > maxName:
		complain("name", fmt.Sprintf("名称最多 %d 个字，请改短", maxName))
	case day.unexplained():
		complain("name", date.Chinese()+ErrName.Detail)
	}
	r.days = append(r.days, day)
}

func readDate(text string) (Date, bool) {
	for _, form := range dateForms {
		if t, err := time.Parse(form, text); err == nil {
			return NewDate(t.Date()), true
		}
	}
	return 0, false
}

// gaps complains about days that are missing between a file's first and last.
func (r *reader) gaps(file string, days []Day) {
	if len(days) == 0 {
		r.bad = append(r.bad, table.Mistake{File: file, Text: "没有一行日期，请每天填写一行"})
		return
	}
	sorted := slices.SortedFunc(slices.Values(days), func(a, b Day) int { return int(a.Date - b.Date) })
	for i, d := range sorted[1:] {
		if want := sorted[i].Date + 1; d.Date > want {
			r.bad = append(r.bad, table.Mistake{File: file, Column: "day", Text: fmt.Sprintf("缺少 %s 起的 %d 天，请每天填写一行", want, d.Date-want)})
		}
	}
}

// A Report says what an import did.
type Report struct {
	Made, Unchanged int
	Changed         [][2]Day // before and after
}

func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "新增 %d 天，更新 %d 天，不变 %d 天\n", r.Made, len(r.Changed), r.Unchanged)
	for _, c := range r.Changed {
		fmt.Fprintf(&b, "%s：%s → %s\n", c[0].Date, c[0].brief(), c[1].brief())
	}
	return b.String()
}

func (d Day) brief() string {
	text := "休"
	if d.Work {
		text = "班"
	}
	if d.Name != "" {
		text += "（" + d.Name + "）"
	}
	return text
}

// Import writes days that were read without mistakes. Doing it again changes
// nothing.
func (s *Service) Import(ctx context.Context, list []Day) (r Report, err error) {
	err = s.DB.InTx(ctx, func(tx *db.Tx) (err error) {
		r, err = merge(ctx, tx, list)
		return err
	})
	s.forget()
	return r, err
}

func merge(ctx context.Context, tx *db.Tx, list []Day) (r Report, err error) {
	have, err := days(ctx, tx)
	if err != nil {
		return r, err
	}
	old, write := NewDays(have), []Day{}
	for _, d := range list {
		was, ok := old[d.Date]
		switch {
		case !ok:
			r.Made++
		case was != d:
			r.Changed = append(r.Changed, [2]Day{was, d})
		default:
			r.Unchanged++
			continue
		}
		write = append(write, d)
	}
	return r, putDays(ctx, tx, write)
}
