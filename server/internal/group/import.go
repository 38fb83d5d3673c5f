package group

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
	"huiyin/server/internal/platform/table"
)

// A Verdict is what a row of a spreadsheet would do.
type Verdict string

const (
	NewRow     Verdict = "new"
	SameRow    Verdict = "same"
	ChangedRow Verdict = "changed"
	BadRow     Verdict = "mistake"
)

var verdicts = []Verdict{NewRow, SameRow, ChangedRow, BadRow}

// A Row is one line of a spreadsheet, and what it would do.
type Row struct {
	Line    int     `json:"line" doc:"as a person counts, the heading being line 1; 0 is the whole file"`
	Name    string  `json:"name"`
	Micro   string  `json:"micro_grid" doc:"its code"`
	Members int     `json:"declared_members"`
	Was     int     `json:"was" doc:"members before, where they change"`
	Verdict Verdict `json:"verdict"`
	Column  string  `json:"column" doc:"of a mistake; empty: the whole line"`
	Text    string  `json:"text" doc:"what is wrong, and what to do"`
	group   ID
	at      account.Territory
}

// An Import is what a spreadsheet of groups would do, or did.
type Import struct {
	Rows    []Row  `json:"rows"`
	New     int    `json:"new"`
	Same    int    `json:"same"`
	Changed int    `json:"changed"`
	Bad     int    `json:"mistakes"`
	Seen    string `json:"seen" doc:"names this very report; to be sent back to have it done"`
	Written bool   `json:"written"`
}

const (
	maxImport     = 2 << 20
	maxImportRows = 2000
	maxMembers    = 500 // of a WeChat group
	maxName       = 60
)

var (
	ErrImportSize = problem.New(problem.Invalid, "group.import_size", "表格太大，请只保留群名、微网格、网格员和成员数几列，最多 2000 行")
	ErrImportBad  = problem.New(problem.Invalid, "group.import_bad", "表格里还有错误，什么都没有写入，请改好后再上传")
	ErrImportSeen = problem.New(problem.Conflict, "group.import_seen", "表格或群的登记刚刚变了，什么都没有写入，请再看一遍后确认")
)

var (
	importHeadings = map[string]string{"群名": "name", "名称": "name", "微网格": "micro_grid", "微网格编号": "micro_grid", "成员数": "declared_members", "群人数": "declared_members", "网格员": "worker"}
	importColumns  = []string{"name", "micro_grid", "declared_members"}
	columnNames    = map[string]string{"name": "群名", "micro_grid": "微网格", "declared_members": "成员数", "worker": "网格员"}
)

// Import says what a spreadsheet would do, row by row. With the name of that
// report it does it: everything, or nothing.
func (s *Service) Import(ctx context.Context, by account.Actor, community int64, name string, r io.Reader, seen string) (out Import, err error) {
	if !slices.ContainsFunc(by.Territories(keepers...), func(t account.Territory) bool { return t.Community == 0 || t.Community == community }) {
		return out, ErrNotFound
	}
	data, err := io.ReadAll(io.LimitReader(r, maxImport+1))
	if err != nil {
		return out, err
	}
	if len(data) > maxImport {
		return out, ErrImportSize
	}
	tree, err := s.Grid.Tree(ctx, s.DB, grid.CommunityID(community))
	if errors.Is(err, grid.ErrNotFound) {
		return out, ErrNotFound
	}
	if err != nil {
		return out, err
	}
	posts, err := s.Accounts.HoldersWithin(ctx, s.DB, community, s.DB.Now())
	if err != nil {
		return out, err
	}
	i := &importer{by: by, places: placesOf(tree), posts: posts, named: map[string]int{}}
	err = s.DB.InTx(ctx, func(tx *db.Tx) error {
		if out, err = s.reads(ctx, tx, i, community, name, data); err != nil || seen == "" {
			return err
		}
		switch {
		case out.Bad > 0:
			return ErrImportBad
		case out.Seen != seen:
			return ErrImportSeen
		}
		out.Written = true
		return s.writes(ctx, tx, by, out.Rows)
	})
	return out, err
}

// reads finds what each row would do.
func (s *Service) reads(ctx context.Context, tx *db.Tx, i *importer, community int64, name string, data []byte) (out Import, err error) {
	var w db.Where
	w.And("g.community_id = ?", community)
	if i.known, err = list(ctx, tx, w); err != nil {
		return out, err
	}
	if i.listed, err = listedMembers(ctx, tx, community); err != nil {
		return out, err
	}
	sheet, bad := table.Parse(name, data, importHeadings, importColumns)
	out.Rows = []Row{}
	if len(bad) == 0 {
		bad = sheet.Each(importColumns, func(line int, get func(string) string) {
			out.Rows = append(out.Rows, i.row(line, get))
		})
	}
	for _, m := range bad {
		out.Rows = append(out.Rows, Row{Line: m.Line, Verdict: BadRow, Column: columnNames[m.Column], Text: m.Text})
	}
	if len(out.Rows) > maxImportRows {
		return out, ErrImportSize
	}
	out.sum()
	return out, nil
}

// sum counts the rows, the earliest first, and names the report.
func (out *Import) sum() {
	slices.SortStableFunc(out.Rows, func(a, b Row) int { return cmp.Compare(a.Line, b.Line) })
	for _, r := range out.Rows {
		switch r.Verdict {
		case NewRow:
			out.New++
		case SameRow:
			out.Same++
		case ChangedRow:
			out.Changed++
		case BadRow:
			out.Bad++
		}
	}
	text, _ := json.Marshal(out.Rows) // rows are texts and numbers
	hash := sha256.Sum256(text)
	out.Seen = hex.EncodeToString(hash[:8])
}

func (s *Service) writes(ctx context.Context, tx *db.Tx, by account.Actor, rows []Row) (err error) {
	for _, r := range rows {
		what, text := declared, strconv.Itoa(r.Members)+" 人"
		switch r.Verdict {
		case NewRow:
			what, text = added, r.Name
			r.group, err = insertGroup(ctx, tx, r.at, r.Name, r.Members)
		case ChangedRow:
			err = setDeclared(ctx, tx, r.group, r.Members)
		default:
			continue
		}
		if err == nil {
			err = setListed(ctx, tx, r.group, r.Members)
		}
		if err == nil {
			err = insertEvent(ctx, tx, record{ID: r.group, At: r.at}, by.ID, what, text)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", r.Line, err)
		}
	}
	return nil
}
