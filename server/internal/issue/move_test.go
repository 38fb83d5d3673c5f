package issue

import (
	"testing"

	"huiyin/server/internal/grid"
)

func TestAMatterFiledFromAnOldSessionGoesToWhereThePlaceIsNow(t *testing.T) {
	w := newTown(t)
	old := w.at["a01-02"]
	staff := []grid.PersonEntry{{Username: "staff", Name: "王", Role: "staff"}, {Username: "admin", Name: "管", Role: "admin"}, {Username: "county", Name: "县", Role: "county"}}
	book := bookOf("a", []grid.PersonEntry{{Name: "张", Phone: "13900000001", In: "01-01"}, {Name: "新", Phone: "13900000009", In: "01-02"}, {Name: "马", Phone: "13900000003", In: "02-01"}},
		[]grid.PersonEntry{{Name: "杨", Phone: "13900000004", In: "01"}}, staff, "staff")
	book.MicroGrids[1].In = "02"
	w.settle(book)
	now := w.at["a01-02"]
	if now == old {
		t.Fatal("it did not move")
	}
	is := w.report("neighbour", Draft{}) // whose session still names the old version
	if r := w.row(is.ID); r.At != now || r.Owner != w.who["worker 01-02"].ID {
		t.Errorf("at %+v, owner %d", r.At, r.Owner)
	}
	if is := w.report("reporter", Draft{MicroGrid: old.MicroGrid}); w.row(is.ID).At != now {
		t.Errorf("%+v", is.Summary)
	}
}
