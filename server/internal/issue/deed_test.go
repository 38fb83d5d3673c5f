package issue

import (
	"errors"

	"pgregory.net/rapid"

	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

// meeting is a neighbour who met a matter too, or no longer waits for it.
func (h *history) meeting() {
	if len(h.issues) == 0 {
		return
	}
	id := rapid.SampledFrom(h.issues).Draw(h.rt, "met")
	h.exec(`UPDATE issues SET moderation = 'pass' WHERE id = ?`, id)
	by := h.actor(rapid.SampledFrom([]string{"reporter", "neighbour", "stranger"}).Draw(h.rt, "who met it"))
	if rapid.IntRange(0, 2).Draw(h.rt, "leaves") == 0 {
		h.must(h.Leave(h.Context(), by, id))
		return
	}
	_, err := h.Join(h.Context(), by, id)
	var refusal *problem.Error
	if err != nil && !errors.As(err, &refusal) {
		h.rt.Fatal(err)
	}
}

// staffing is somebody who leaves his office, is barred, or comes back.
func (h *history) staffing() {
	who := rapid.SampledFrom([]string{"worker 01-01", "worker 01-02", "worker 02-01", "leader"}).Draw(h.rt, "who comes or goes")
	g := h.who[who].Grants[0]
	id, back := h.who[who].ID, h.gone[who]
	h.gone[who] = !back
	h.must(h.DB.InTx(h.Context(), func(tx *db.Tx) error {
		if back {
			_, err := h.Accounts.EnsureGrant(h.Context(), tx, id, g.Role, g.Territory)
			return err
		}
		_, err := h.Accounts.EndGrants(h.Context(), tx, g.Role, g.Territory)
		return err
	}))
}

func (h *history) barring() {
	who := rapid.SampledFrom([]string{"worker 01-01", "leader", "reporter"}).Draw(h.rt, "who is barred")
	h.must(h.Accounts.SetDisabled(h.Context(), h.who["admin"], h.who[who].ID, true))
	h.sound()
	h.must(h.Accounts.SetDisabled(h.Context(), h.who["admin"], h.who[who].ID, false))
}

// regridding moves a micro-grid to another grid, and back.
func (h *history) regridding() {
	h.moved = !h.moved
	to := map[bool]string{false: "01", true: "02"}[h.moved]
	book := bookOf("a", nil, nil, []grid.PersonEntry{{Username: "staff", Name: "王", Role: "staff"}}, "staff")
	book.MicroGrids[1].In = to
	h.must(h.DB.InTx(h.Context(), func(tx *db.Tx) error { _, err := h.Grid.Apply(h.Context(), tx, book, ""); return err }))
}
