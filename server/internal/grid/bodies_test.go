package grid_test

import (
	"os"
	"path/filepath"
	"testing"

	"huiyin/server/internal/grid"
)

func TestOutsideBodiesAreReadWhereThereAreSome(t *testing.T) {
	dir := copied(t, demo)
	if book, bad := grid.Read(dir); len(bad) > 0 || len(book.Bodies) != 4 || book.Bodies[0].Limit.String() != "3工作日" {
		t.Errorf("%+v %v", book.Bodies, bad)
	}
	edit(t, dir, "bodies.csv", "0935-0000101,3工作日", "call me,soon")
	if _, bad := grid.Read(dir); len(bad) != 2 || bad[0].Column != "phone" || bad[1].Column != "limit" || bad[0].Line != 2 {
		t.Error(bad)
	}
	if err := os.Remove(filepath.Join(dir, "bodies.csv")); err != nil {
		t.Fatal(err)
	}
	if book, bad := grid.Read(dir); len(bad) > 0 || book.Bodies != nil {
		t.Error(bad)
	}
}
