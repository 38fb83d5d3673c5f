// Package grid knows the territory (网格): which place belongs to which
// micro-grid, and who answers for it.
package grid

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/problem"
)

type (
	// CommunityID identifies a community (社区).
	CommunityID int64
	// GridID identifies a grid (网格).
	GridID int64
	// MicroGridID identifies one version of a micro-grid (微网格).
	MicroGridID int64
	// BuildingID identifies a building (楼栋).
	BuildingID int64
)

// A Place is a micro-grid with the names of everything above it.
type Place struct {
	account.Territory
	CommunityName string `json:"community_name"`
	GridCode      string `json:"grid_code"`
	GridName      string `json:"grid_name"`
	MicroGridName string `json:"micro_grid_name"`
	MicroGridCode string `json:"micro_grid_code"`
}

// A Community with its tree.
type Community struct {
	ID     CommunityID `json:"id"`
	Code   string      `json:"code"`
	Name   string      `json:"name"`
	Street string      `json:"street"`
	Grids  []Grid      `json:"grids"`
}

// A Grid with its micro-grids.
type Grid struct {
	ID         GridID      `json:"id"`
	Code       string      `json:"code"`
	Name       string      `json:"name"`
	Leader     *Holder     `json:"leader"`
	MicroGrids []MicroGrid `json:"micro_grids"`
}

// A MicroGrid as it is now.
type MicroGrid struct {
	ID     MicroGridID `json:"id"`
	Code   string      `json:"code"`
	Name   string      `json:"name"`
	Worker *Holder     `json:"worker" doc:"null while the post is vacant"`
}

// A Holder is who answers for a place.
type Holder struct {
	ID   account.ID `json:"id"`
	Name string     `json:"name"`
}

// A Contact is whom a resident turns to: his worker, or who stands in.
type Contact struct {
	Holder
	Role string `json:"role_text"`
}

var contactNames = map[account.Role]string{account.Worker: "网格员", account.Leader: "网格长", account.Staff: "社区工作人员"}

// A Compound (小区) with its buildings.
type Compound struct {
	ID        int64      `json:"id"`
	Name      string     `json:"name"`
	Buildings []Building `json:"buildings"`
}

// A Building of a compound. One that lies in several micro-grids is in none
// that its residents could be taken to.
type Building struct {
	ID         BuildingID    `json:"id"`
	Name       string        `json:"name"`
	MicroGrid  *MicroGridID  `json:"micro_grid_id" doc:"null when it lies in several, or is not mapped yet"`
	MicroGrids []MicroGridID `json:"micro_grid_ids" doc:"all in which it lies"`
}

var (
	ErrNotFound = problem.New(problem.NotFound, "grid.not_found", "没有找到这个网格，可能已经调整")
	ErrScene    = problem.New(problem.Invalid, "grid.scene", "这个网格码无法识别，请改为选择小区和楼栋")
	ErrChoice   = problem.New(problem.Invalid, "grid.choice", "请扫网格码，或选择小区和楼栋")
	ErrNoWorker = problem.New(problem.NotFound, "grid.no_worker", "本网格暂时没有可以拨打的电话，请提交诉求，我们会联系您")
)

// Scene is what a micro-grid's mini-program code says: its id and a tag that
// only this deployment can make, in at most 32 characters.
func (s *Service) Scene(id MicroGridID) string {
	return "g=" + strconv.FormatInt(int64(id), 10) + "&k=" + s.tag(id)
}

func (s *Service) tag(id MicroGridID) string {
	mac := hmac.New(sha256.New, s.SignKey)
	mac.Write([]byte("micro-grid:" + strconv.FormatInt(int64(id), 10)))
	return base32.StdEncoding.EncodeToString(mac.Sum(nil))[:8]
}

func (s *Service) parseScene(scene string) (MicroGridID, error) {
	number, tag, ok := strings.Cut(strings.TrimPrefix(scene, "g="), "&k=")
	n, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil || !hmac.Equal([]byte(tag), []byte(s.tag(MicroGridID(n)))) {
		return 0, ErrScene
	}
	return MicroGridID(n), nil
}
