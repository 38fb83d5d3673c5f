package grid

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"

	"github.com/goccy/go-yaml"

	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/table"
)

// Book is all that a community's folder says, read and checked.
type Book struct {
	About      About
	Hours      calendar.Hours // none: the community keeps what it has
	Grids      []Entry
	MicroGrids []Entry // In names the grid
	Compounds  []Entry
	Groups     []Entry // resident groups
	Buildings  []BuildingEntry
	Workers    []PersonEntry // In names the micro-grid
	Leaders    []PersonEntry // In names the grid
	Staff      []PersonEntry
	WeChat     []WeChatEntry
	Register   []RegisterEntry // may be left out
	Categories []CategoryEntry
	Templates  []TemplateEntry
	Bodies     []BodyEntry         // may be left out
	Routing    []RoutingEntry      // may be left out
	Activities []ActivityKindEntry // may be left out
	Care       []Entry             // may be left out
	Skills     []Entry             // besides kinds of care; may be left out
	Notices    []NoticeEntry       // categories of notices; may be left out
	Tags       []TagEntry          // may be left out
}

// About is community.yaml.
type About struct {
	Code     string         `yaml:"code"`
	Name     string         `yaml:"name"`
	Street   string         `yaml:"street"`
	Fallback string         `yaml:"fallback"` // username of who answers when nobody else is in office
	Counts   map[string]int `yaml:"counts"`   // how many rows each table must have
	Hours    []string       `yaml:"service_hours"`
}

// An Entry is a coded thing that may lie in another.
type Entry struct{ Code, Name, In string }

// A BuildingEntry is a building with where it lies.
type BuildingEntry struct{ Code, Name, Compound, Group, MicroGrid string }

// A PersonEntry is a worker, leader or member of staff.
type PersonEntry struct{ Name, Phone, UnionID, Username, Role, In string }

// A WeChatEntry is a group that is expected to be bound later.
type WeChatEntry struct {
	Name, MicroGrid string
	Members         int
}

// A CategoryEntry is a row of categories.csv.
type CategoryEntry struct {
	Code, Name, Icon, Hint, Domain, EmergencyNumber, EmergencyText string
	Public, PublicOpen, Checked                                    bool
	Accept, Handle, Reply                                          calendar.Limit
}

// A BodyEntry is a row of bodies.csv: an outside body that helps with issues.
type BodyEntry struct {
	Name, Kind, Contact, Phone string
	Limit                      calendar.Limit
}

// An ActivityKindEntry is a row of activity_kinds.csv.
type ActivityKindEntry struct {
	Code, Name, Hint  string
	Service, Children bool
}

// A TemplateEntry is a row of templates.csv.
type TemplateEntry struct {
	Via, Event, App, ID, Title, Purpose string
	LongTerm                            bool
	Fields                              map[string]string
}

var (
	phoneRule = regexp.MustCompile(`^1[3-9]\d{9}$`)
	meanings  = []string{"title", "status", "time", "place", "note"}
	counted   = map[string]func(*Book) int{
		"grids": func(b *Book) int { return len(b.Grids) }, "micro_grids": func(b *Book) int { return len(b.MicroGrids) },
		"resident_groups": func(b *Book) int { return len(b.Groups) }, "compounds": func(b *Book) int { return len(b.Compounds) },
		"wechat_groups": func(b *Book) int { return len(b.WeChat) },
	}
)

// headings are the Chinese names of columns, accepted beside the English ones.
var headings = map[string]string{
	"编号": "code", "名称": "name", "网格": "grid", "微网格": "micro_grid", "小区": "compound", "居民小组": "resident_group", "姓名": "name",
	"手机": "phone", "用户名": "username", "角色": "role", "成员数": "declared_members", "图标": "icon", "说明": "hint", "领域": "domain",
	"紧急电话": "emergency_number", "紧急提示": "emergency_text", "公开": "public", "受理时限": "accept_limit", "办理时限": "handle_limit", "答复时限": "reply_limit", "类型": "kind", "联系人": "contact", "电话": "phone", "时限": "limit", "复核": "checked",
	"类别": "category", "时间": "hours", "方式": "mode", "人员": "people", "岗位": "role", "岗位所在": "in", "启用": "active",
	"审核": "approved", "居民自选": "by_resident", "优先告知": "told_first", "紧急召集": "called",
}

// reader collects a book and everything that is wrong with it.
type reader struct {
	dir  string
	book Book
	bad  []table.Mistake
	seen map[string]map[string]bool // table → codes
}

// Read reads a folder. With mistakes the book must not be used.
func Read(dir string) (Book, []table.Mistake) {
	r := &reader{dir: dir, seen: map[string]map[string]bool{}}
	r.about()
	r.entries("grids", "", "", &r.book.Grids)
	r.entries("micro_grids", "grid", "grids", &r.book.MicroGrids)
	r.entries("compounds", "", "", &r.book.Compounds)
	r.entries("resident_groups", "", "", &r.book.Groups)
	r.buildings()
	r.people("workers", "micro_grid", "micro_grids", &r.book.Workers)
	r.people("leaders", "grid", "grids", &r.book.Leaders)
	r.staff()
	r.wechat()
	r.register()
	r.categories()
	r.templates()
	r.bodies()
	r.notices()
	r.routing()
	r.activityKinds()
	r.careKinds()
	r.counts()
	return r.book, r.bad
}

func (r *reader) about() {
	b, err := os.ReadFile(filepath.Join(r.dir, "community.yaml"))
	if err != nil {
		r.bad = append(r.bad, table.Mistake{File: "community.yaml", Text: "没有这个文件，或不能读取，请补上"})
		return
	}
	err = yaml.UnmarshalWithOptions(b, &r.book.About, yaml.Strict())
	a := r.book.About
	if err != nil {
		r.bad = append(r.bad, table.Mistake{File: "community.yaml", Text: "格式不对，请检查：" + err.Error()})
	} else if a.Code == "" || a.Name == "" || a.Fallback == "" {
		r.bad = append(r.bad, table.Mistake{File: "community.yaml", Text: "code、name、fallback 都要填写"})
	}
	if len(a.Hours) > 0 {
		if r.book.Hours, err = calendar.ParseHours(a.Hours); err != nil {
			r.bad = append(r.bad, table.Mistake{File: "community.yaml", Column: "service_hours", Text: calendar.ErrHours.Detail})
		}
	}
}

// table reads a sheet row by row.
func (r *reader) table(name string, required []string, fn func(file string, line int, get func(string) string)) {
	s, bad := table.Read(table.Find(r.dir, name), headings, required)
	r.bad = append(r.bad, bad...)
	if len(bad) == 0 {
		r.bad = append(r.bad, s.Each(required, func(line int, get func(string) string) { fn(s.File, line, get) })...)
	}
}

func (r *reader) complain(file string, line int, column, format string, args ...any) {
	r.bad = append(r.bad, table.Mistake{File: file, Line: line, Column: column, Text: fmt.Sprintf(format, args...)})
}

// unique notes a code and complains when it came before.
func (r *reader) unique(table, file string, line int, column, code string) {
	if r.seen[table] == nil {
		r.seen[table] = map[string]bool{}
	}
	if r.seen[table][code] {
		r.complain(file, line, column, "%q 重复了，请改成不同的编号", code)
	}
	r.seen[table][code] = true
}

// known complains about a reference to what no table has.
func (r *reader) known(table, file string, line int, column, code string) {
	if !r.seen[table][code] {
		r.complain(file, line, column, "%q 不在 %s 表里，请检查编号", code, table)
	}
}

func (r *reader) entries(table, in, inTable string, out *[]Entry) {
	required := []string{"code", "name"}
	if in != "" {
		required = append(required, in)
	}
	r.table(table, required, func(file string, line int, get func(string) string) {
		r.unique(table, file, line, "code", get("code"))
		if in != "" {
			r.known(inTable, file, line, in, get(in))
		}
		*out = append(*out, Entry{get("code"), get("name"), get(in)})
	})
}

func (r *reader) counts() {
	for name, want := range r.book.About.Counts {
		have, ok := counted[name]
		if !ok {
			r.bad = append(r.bad, table.Mistake{File: "community.yaml", Column: "counts", Text: "没有叫 " + name + " 的表"})
		} else if n := have(&r.book); n != want {
			r.bad = append(r.bad, table.Mistake{File: name + ".csv", Text: fmt.Sprintf("有 %d 行，应为 %d 行，请核对", n, want)})
		}
	}
}

func (r *reader) number(file string, line int, column, text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		r.complain(file, line, column, "%q 不是数字，请填写整数", text)
	}
	return n
}

func (r *reader) limit(file string, line int, column, text string) calendar.Limit {
	l, err := calendar.ParseLimit(text)
	if err != nil {
		r.complain(file, line, column, "%q 不是期限，请写成 1工作日、4工作时 或 2小时", text)
	}
	return l
}

func yes(text string) bool { return slices.Contains([]string{"1", "true", "是"}, text) }
