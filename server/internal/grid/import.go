package grid

import (
	"context"
	"fmt"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A Report says what an import did, table by table.
type Report struct {
	Community CommunityID
	Lines     []ReportLine
}

// A ReportLine counts the rows of one table.
type ReportLine struct {
	Table                    string
	Made, Changed, Unchanged int
}

func (r *Report) String() string {
	var b strings.Builder
	for _, l := range r.Lines {
		fmt.Fprintf(&b, "%-16s 新增 %d，更新 %d，不变 %d\n", l.Table, l.Made, l.Changed, l.Unchanged)
	}
	return b.String()
}

func (r *Report) line(table string) *ReportLine {
	r.Lines = append(r.Lines, ReportLine{Table: table})
	return &r.Lines[len(r.Lines)-1]
}

// importer carries one import through its transaction.
type importer struct {
	*Service
	tx        *db.Tx
	book      Book
	report    Report
	community int64
	grids     map[string]int64
	micros    map[string]account.Territory
	compounds map[string]int64
	groups    map[string]int64
	desk      map[account.Territory][]account.ID // leaders named in the staff table
}

// Apply writes a book that was read without mistakes. Doing it again changes
// nothing. password is given to staff accounts that are made.
func (s *Service) Apply(ctx context.Context, tx *db.Tx, book Book, password string) (Report, error) {
	i := &importer{Service: s, tx: tx, book: book, grids: map[string]int64{}, micros: map[string]account.Territory{}, compounds: map[string]int64{}, groups: map[string]int64{},
		desk: map[account.Territory][]account.ID{}}
	for _, step := range []func(context.Context) error{
		func(ctx context.Context) error { return i.staffAccounts(ctx, password) },
		i.writeGrids, i.writeMicroGrids, i.writeCompounds, i.writeBuildings, i.writeRegister, i.workers, i.staffRoles, i.leaders, i.wechatGroups,
	} {
		if err := step(ctx); err != nil {
			return i.report, err
		}
	}
	s.named.forget()
	return i.report, nil
}

// staffAccounts come first: the community needs its fallback account.
func (i *importer) staffAccounts(ctx context.Context, password string) error {
	l := i.report.line("staff")
	var fallback account.ID
	for _, p := range i.book.Staff {
		id, made, err := i.Accounts.EnsureStaff(ctx, i.tx, p.Username, p.Name, password)
		if err != nil {
			return err
		}
		l.count(made, false)
		if p.Username == i.book.About.Fallback {
			fallback = id
		}
	}
	id, err := ensureCommunity(ctx, i.tx, i.book.About, fallback)
	i.community, i.report.Community = id, CommunityID(id)
	return err
}

func (l *ReportLine) count(made, changed bool) {
	switch {
	case made:
		l.Made++
	case changed:
		l.Changed++
	default:
		l.Unchanged++
	}
}

func (i *importer) writeGrids(ctx context.Context) error {
	return i.coded(ctx, "grids", i.book.Grids, i.grids)
}

func (i *importer) writeCompounds(ctx context.Context) error {
	if err := i.coded(ctx, "compounds", i.book.Compounds, i.compounds); err != nil {
		return err
	}
	return i.coded(ctx, "resident_groups", i.book.Groups, i.groups)
}

func (i *importer) coded(ctx context.Context, table string, list []Entry, ids map[string]int64) error {
	l := i.report.line(table)
	for _, e := range list {
		id, made, changed, err := ensureCoded(ctx, i.tx, table, i.community, e)
		if err != nil {
			return err
		}
		ids[e.Code] = id
		l.count(made, changed)
	}
	return nil
}

// writeMicroGrids makes, renames and moves micro-grids; the table of workers
// says afterwards who answers for them.
func (i *importer) writeMicroGrids(ctx context.Context) error {
	l := i.report.line("micro_grids")
	for _, e := range i.book.MicroGrids {
		to, was, made, changed, err := ensureMicroGrid(ctx, i.tx, account.Territory{Community: i.community, Grid: i.grids[e.In]}, e)
		if err != nil {
			return err
		}
		i.micros[e.Code] = to
		l.count(made, changed)
		if was.MicroGrid == 0 {
			continue
		}
		if err := i.move(ctx, was, to); err != nil {
			return err
		}
	}
	return nil
}

// move takes everything along that a micro-grid has.
func (i *importer) move(ctx context.Context, from Place, to account.Territory) error {
	m := Move{From: from.Territory, To: to, Whole: true, Outcome: &Outcome{}}
	if err := i.relocate(ctx, i.tx, &m, ChangeDraft{Kind: MovedTo}); err != nil {
		return err
	}
	c := Change{Kind: MovedTo, From: from, Outcome: *m.Outcome, At: i.tx.Now}
	c.To.Territory = to
	return i.finish(ctx, i.tx, &c)
}

func (i *importer) writeBuildings(ctx context.Context) error {
	l := i.report.line("buildings")
	for _, b := range i.book.Buildings {
		var group *int64
		if g, ok := i.groups[b.Group]; ok {
			group = &g
		}
		made, changed, err := ensureBuilding(ctx, i.tx, i.community, i.compounds[b.Compound], group, i.micros[b.MicroGrid].MicroGrid, b)
		if err != nil {
			return err
		}
		l.count(made, changed)
	}
	return nil
}

func (i *importer) workers(ctx context.Context) error {
	return i.posts(ctx, "workers", account.Worker, i.book.Workers, func(in string) account.Territory { return i.micros[in] })
}

func (i *importer) leaders(ctx context.Context) error {
	return i.posts(ctx, "leaders", account.Leader, i.book.Leaders, i.gridOf)
}

func (i *importer) gridOf(code string) account.Territory {
	return account.Territory{Community: i.community, Grid: i.grids[code]}
}

// posts gives people their role; whoever had it before and is not in the table
// any more loses it.
func (i *importer) posts(ctx context.Context, table string, role account.Role, list []PersonEntry, at func(string) account.Territory) error {
	l := i.report.line(table)
	holders := map[account.Territory][]account.ID{}
	for _, p := range list {
		id, made, err := i.Accounts.EnsureWorker(ctx, i.tx, account.WorkerSeed{Name: p.Name, Phone: p.Phone, UnionID: p.UnionID})
		if err != nil {
			return err
		}
		given, err := i.Accounts.EnsureGrant(ctx, i.tx, id, role, at(p.In))
		if err != nil {
			return err
		}
		holders[at(p.In)] = append(holders[at(p.In)], id)
		l.count(made, given)
	}
	for t, ids := range holders {
		ended, err := i.Accounts.EndGrants(ctx, i.tx, role, t, append(ids, i.desk[t]...)...)
		if err != nil {
			return err
		}
		l.Changed += int(ended)
	}
	return nil
}

func (i *importer) staffRoles(ctx context.Context) error {
	for _, p := range i.book.Staff {
		role, at := account.Role(p.Role), account.Territory{}
		switch role {
		case account.Staff:
			at.Community = i.community
		case account.Leader:
			at = i.gridOf(p.In)
		}
		id, _, err := i.Accounts.EnsureStaff(ctx, i.tx, p.Username, p.Name, "")
		if err != nil {
			return err
		}
		if _, err := i.Accounts.EnsureGrant(ctx, i.tx, id, role, at); err != nil {
			return err
		}
		i.desk[at] = append(i.desk[at], id)
	}
	return nil
}

func (i *importer) wechatGroups(ctx context.Context) error {
	l := i.report.line("wechat_groups")
	for _, g := range i.book.WeChat {
		made, changed, err := ensureWeChatGroup(ctx, i.tx, i.community, i.micros[g.MicroGrid].MicroGrid, g)
		if err != nil {
			return err
		}
		l.count(made, changed)
	}
	return nil
}
