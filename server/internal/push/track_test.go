package push

import (
	"errors"
	"slices"
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechattest"
)

func TestStaffTrackWhatWasSentInTheirCommunityAndSendItAgain(t *testing.T) {
	f := newOffice(t, Options{})
	elsewhere := f.message(Notice, "once", "别处")
	elsewhere.Community = 2
	f.tx(func(tx *db.Tx) error {
		return f.SetTemplates(t.Context(), tx, 2, []Template{{Event: "once", App: wechattest.App, ID: once, Fields: map[string]string{"title": "thing1"}}})
	})
	f.send(f.message(Notice, "once", "这里"), elsewhere)
	f.deliver()
	as := func(role account.Role, community int64) account.Actor {
		return account.Actor{ID: 99, Grants: []account.Grant{{Role: role, Territory: account.Territory{Community: community}}}}
	}
	for _, c := range []struct {
		name      string
		by        account.Actor
		state     State
		community int64
		want      []string
	}{
		{"staff", as(account.Staff, here), "", 0, []string{"这里"}},
		{"staff asking for another", as(account.Staff, here), "", 2, nil},
		{"an admin", as(account.Admin, 0), "", 0, []string{"别处", "这里"}},
		{"an admin asking for one", as(account.Admin, 0), "", 2, []string{"别处"}},
		{"by state", as(account.Admin, 0), NoGrant, 0, []string{"别处", "这里"}},
		{"by another state", as(account.Admin, 0), Sent, 0, nil},
		{"a worker", as(account.Worker, here), "", 0, nil},
	} {
		list, err := f.Deliveries(t.Context(), c.by, c.state, c.community, 0, 10)
		var got []string
		for _, d := range list {
			got = append(got, d.Title)
			if d.To.Name != "居民" || d.CodeText == "" {
				t.Errorf("%+v", d)
			}
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %q %v", c.name, got, err)
		}
	}
	if d, err := f.Delivery(t.Context(), as(account.Staff, here), 1); err != nil || d.Title != "这里" || d.Subject != "issue:1" || d.To.Name != "居民" || d.CodeText == "" {
		t.Errorf("one of them: %+v %v", d, err)
	}
	for name, err := range map[string]error{
		"asked by staff of another community":   second(f.Delivery(t.Context(), as(account.Staff, 2), 1)),
		"one that never was":                    second(f.Delivery(t.Context(), as(account.Staff, here), 99)),
		"retried by staff of another community": f.Retry(t.Context(), as(account.Staff, 2), 1),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := f.Retry(t.Context(), as(account.Staff, here), 99); !errors.Is(err, ErrNotFound) {
		t.Error("of nothing: ", err)
	}
	f.grant(1, once)
	if err := f.Retry(t.Context(), as(account.Staff, here), 1); err != nil {
		t.Fatal(err)
	}
	f.deliver()
	if got := f.phone(); !slices.Equal(got, []string{"这里"}) {
		t.Error(got)
	}
	if err := f.Retry(t.Context(), as(account.Staff, here), 1); !errors.Is(err, ErrRetry) {
		t.Error("of what was sent: ", err)
	}
}
