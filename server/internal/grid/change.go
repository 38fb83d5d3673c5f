package grid

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

// Territory changes: a micro-grid is moved to another grid, split, or merged
// into another. What is past keeps the version that it had; what is open, the
// residents, the WeChat groups and the posts go to whoever takes over.

// A ChangeKind is what may become of a micro-grid.
type ChangeKind string

const (
	MovedTo    ChangeKind = "move"  // to another grid
	SplitOff   ChangeKind = "split" // some of its buildings go to another micro-grid, a new one or one that is there
	MergedInto ChangeKind = "merge" // into another micro-grid
)

var changeKinds = []ChangeKind{MovedTo, SplitOff, MergedInto}

// A ChangeDraft says what shall become of a micro-grid.
type ChangeDraft struct {
	Kind      ChangeKind   `json:"kind"`
	MicroGrid MicroGridID  `json:"micro_grid_id" minimum:"1"`
	Grid      GridID       `json:"grid_id,omitempty" doc:"where it goes; with move"`
	Into      MicroGridID  `json:"into_micro_grid_id,omitempty" doc:"what takes it in; with merge, and with split unless that makes a new one"`
	Code      string       `json:"code,omitempty" maxLength:"16" pattern:"^[A-Za-z0-9-]*$" doc:"of the new one; with split"`
	Name      string       `json:"name,omitempty" maxLength:"40" doc:"of the new one; with split"`
	Buildings []BuildingID `json:"building_ids,omitempty" maxItems:"500" doc:"what goes; with split"`
	Groups    []int64      `json:"group_ids,omitempty" maxItems:"50" doc:"the WeChat groups that go along; with split"`
	Worker    account.ID   `json:"worker_id,omitempty" doc:"who answers for the new one; with split. Its post is vacant when left out"`
	Reason    string       `json:"reason" minLength:"1" maxLength:"200"`
}

// A Change of territory, as it was carried out.
type Change struct {
	ID      int64      `json:"id" doc:"0 for a preview"`
	Kind    ChangeKind `json:"kind"`
	From    Place      `json:"from" doc:"as it was before"`
	To      Place      `json:"to"`
	By      string     `json:"by" doc:"empty when the community's tables said so"`
	Reason  string     `json:"reason"`
	Outcome Outcome    `json:"outcome"`
	At      time.Time  `json:"at"`
	by      account.ID
	outcome string
}

// An Outcome counts what went to the new place.
type Outcome struct {
	Buildings int      `json:"buildings"`
	Residents int      `json:"residents"`
	Asked     int      `json:"asked" doc:"residents who will be asked on which side they live"`
	Groups    int      `json:"groups"`
	Worker    string   `json:"worker" doc:"who answers for the new place; empty while its post is vacant"`
	Ending    []string `json:"ending" doc:"whose post ends"`
	Issues    int      `json:"issues" doc:"open ones"`
	Passed    int      `json:"passed" doc:"open issues that go to another owner"`
	Notices   int      `json:"notices" doc:"whose audience or receipts go along"`
	Meetings  int      `json:"activities" doc:"activities to come, and orders for help that are open"`
}

// A Move is what features take part in: they take along what they keep of a
// place, and count it.
type Move struct {
	By        account.ID // 0: the community's tables
	From, To  account.Territory
	Whole     bool    // nothing stays behind, and From has ended
	Buildings []int64 // what goes, unless all does
	Residents []account.ID
	Groups    []int64
	Outcome   *Outcome
}

// A Mover takes along what a feature keeps of a place.
type Mover func(ctx context.Context, tx *db.Tx, m Move) error

var (
	ErrSameGrid   = problem.New(problem.Invalid, "grid.same_grid", "请选择它要去的另一个网格")
	ErrSameMicro  = problem.New(problem.Invalid, "grid.same_micro_grid", "请选择同一社区的另一个微网格")
	ErrNewMicro   = problem.New(problem.Invalid, "grid.new_micro_grid", "请填写新微网格的编号和名称，或选择一个已有的微网格")
	ErrBuildings  = problem.New(problem.Invalid, "grid.buildings", "请选择要划出去的楼栋，至少留下一栋；要整个并过去，请用“合并”")
	ErrGroups     = problem.New(problem.Invalid, "grid.groups", "有微信群不在这个微网格里，请刷新后重选")
	ErrCode       = problem.New(problem.Conflict, "grid.code", "这个编号已经在用，请换一个编号")
	ErrGroupNames = problem.New(problem.Conflict, "grid.group_names", "两边有同名的微信群，请先给其中一个改名，再调整")
	ErrChanged    = problem.New(problem.Conflict, "grid.changed", "这个微网格刚刚调整过，请刷新后再操作")
	ErrHeir       = problem.New(problem.Invalid, "grid.worker", "没有找到这位同志，请重新选择")
	ErrAsked      = problem.New(problem.NotFound, "grid.relocation", "这件事已经处理好了，谢谢您")
)
