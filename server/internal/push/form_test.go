package push

import (
	"testing"
	"unicode/utf8"

	"huiyin/server/internal/account"
)

func TestStaffSeeHowEachTemplateLooksAndFares(t *testing.T) {
	f := newOffice(t, Options{})
	f.grant(2, once)
	f.send(f.message(Answer, "once", "你好"), f.message(Answer, "broken", "你好"))
	f.deliver()
	staff := account.Actor{ID: 1, Grants: []account.Grant{{Role: account.Staff, Territory: account.Territory{Community: here}}}}
	list, err := f.Forms(t.Context(), staff, here)
	if err != nil || len(list) != 3 {
		t.Fatalf("%+v %v", list, err)
	}
	broken, long, good := list[0], list[1], list[2]
	if broken.Event != "broken" || broken.SentAt != nil || broken.FailedAt == nil || broken.Failure != codeText(47003) {
		t.Errorf("%+v", broken)
	}
	if !long.LongTerm || long.SentAt != nil || long.FailedAt != nil {
		t.Errorf("%+v", long)
	}
	if good.SentAt == nil || good.FailedAt != nil || !good.On || good.Via != BySubscribe {
		t.Errorf("%+v", good)
	}
	if line := good.Fields[0]; line.Key != "thing1" || line.Longest != 20 || utf8.RuneCountInString(line.Text) != 20 {
		t.Errorf("%+v", line)
	}
	elsewhere := account.Actor{ID: 2, Grants: []account.Grant{{Role: account.Staff, Territory: account.Territory{Community: 2}}}}
	if _, err := f.Forms(t.Context(), elsewhere, here); err == nil {
		t.Error("another community's staff read them")
	}
}
