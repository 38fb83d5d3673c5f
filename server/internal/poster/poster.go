// Package poster prints the codes (网格码) that a resident scans on the wall to
// be where he lives.
package poster

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
	"huiyin/server/internal/platform/wechat"
)

// Deps is what the service stands on.
type Deps struct {
	DB     *db.DB
	WeChat *wechat.Client
	App    string
	Grid   *grid.Service
	Files  blob.Store
	Font   string // file of a font with Chinese characters; empty: where systems keep one
	Log    *slog.Logger
}

// Service is everything that can be asked about posters.
type Service struct{ Deps }

// New returns the poster service.
func New(d Deps) *Service { return &Service{d} }

// A Wish says which posters are meant: those of a micro-grid, or all of a
// community that the actor answers for.
type Wish struct {
	Community grid.CommunityID `json:"community_id" minimum:"1"`
	MicroGrid grid.MicroGridID `json:"micro_grid_id,omitempty" minimum:"0" doc:"only this one; all of the caller's when left out"`
}

// Codes says how many of the codes there are.
type Codes struct {
	Total   int    `json:"total" doc:"micro-grids that are meant"`
	Ready   int    `json:"ready"`
	Waiting int    `json:"waiting" doc:"asked for, and not drawn yet"`
	Failed  int    `json:"failed" doc:"given up; asking again tries them again"`
	Failure string `json:"failure" doc:"why one was given up"`
}

// Each is what has a page of its own.
type Each string

const (
	MicroGrids Each = "micro_grid"
	Buildings  Each = "building"
)

var eachs = []Each{MicroGrids, Buildings}

var (
	ErrNone      = problem.New(problem.NotFound, "poster.none", "这里没有您负责的微网格，请换一个社区或微网格")
	ErrNotReady  = problem.New(problem.Conflict, "poster.not_ready", "网格码还没有全部生成，请等生成完再下载")
	ErrBuildings = problem.New(problem.Conflict, "poster.buildings", "这里还没有登记楼栋，请改为每个微网格一张")
	ErrFont      = problem.New(problem.Conflict, "poster.font", "服务器上没有中文字体，请联系管理员安装字体，或用 HUIYIN_FONT 指定字体文件")
)

// printers are the roles that hang codes on walls.
var printers = []account.Role{account.Worker, account.Leader, account.Staff, account.Admin}

// meant are the micro-grids of a wish, as they are now.
func (s *Service) meant(ctx context.Context, by account.Actor, w Wish) (c grid.Community, out []grid.MicroGrid, err error) {
	c, err = s.Grid.Tree(ctx, s.DB, w.Community)
	if errors.Is(err, grid.ErrNotFound) {
		return c, nil, ErrNone
	}
	if err != nil {
		return c, nil, err
	}
	for _, g := range c.Grids {
		for _, m := range g.MicroGrids {
			at := account.Territory{Community: int64(c.ID), Grid: int64(g.ID), MicroGrid: int64(m.ID)}
			if (w.MicroGrid == 0 || w.MicroGrid == m.ID) && holdsAny(by, at) {
				out = append(out, m)
			}
		}
	}
	if len(out) == 0 {
		err = ErrNone
	}
	return c, out, err
}

func holdsAny(by account.Actor, at account.Territory) bool {
	for _, r := range printers {
		if by.Has(r, at) {
			return true
		}
	}
	return false
}

// Codes says how far the codes are.
func (s *Service) Codes(ctx context.Context, by account.Actor, w Wish) (Codes, error) {
	_, micros, err := s.meant(ctx, by, w)
	if err != nil {
		return Codes{}, err
	}
	kept, err := s.kept(ctx, s.DB, micros)
	return count(micros, kept), err
}

// Ask has the codes drawn that are not there yet, while the asker does
// something else.
func (s *Service) Ask(ctx context.Context, by account.Actor, w Wish) (Codes, error) {
	_, micros, err := s.meant(ctx, by, w)
	if err != nil {
		return Codes{}, err
	}
	err = s.DB.InTx(ctx, func(tx *db.Tx) error {
		kept, err := s.kept(ctx, tx, micros)
		if err != nil {
			return err
		}
		for _, m := range micros {
			if k := kept[m.ID]; k.key == nil && k.due == nil {
				if err := wantCode(ctx, tx, m.ID, s.Grid.Scene(m.ID)); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return Codes{}, err
	}
	return s.Codes(ctx, by, w)
}

// kept are the codes that are known; one that no longer says what it should
// counts as none.
func (s *Service) kept(ctx context.Context, q db.Querier, micros []grid.MicroGrid) (map[grid.MicroGridID]code, error) {
	ids := make([]grid.MicroGridID, len(micros))
	for i, m := range micros {
		ids[i] = m.ID
	}
	all, err := codes(ctx, q, ids)
	out := map[grid.MicroGridID]code{}
	for _, c := range all {
		if c.scene == s.Grid.Scene(c.micro) {
			out[c.micro] = c
		}
	}
	return out, err
}

func count(micros []grid.MicroGrid, kept map[grid.MicroGridID]code) Codes {
	out := Codes{Total: len(micros)}
	for _, c := range kept {
		switch {
		case c.key != nil:
			out.Ready++
		case c.due != nil:
			out.Waiting++
		default:
			out.Failed++
			out.Failure = c.failure
		}
	}
	return out
}

const (
	codeLease    = time.Minute
	codeAttempts = 3
	codePause    = 10 * time.Second // after a try that failed, and longer each time
)
