package app

import (
	"bytes"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"huiyin/server/internal/notice"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat/sim"
)

const (
	neighbours = 6000 // who never opened the mini-program
	phones     = 96   // who did, and granted a message
	inDoubt    = 96   // a killed worker holds so many messages at most: lanes × batch of package push
)

func phone(i int) string { return fmt.Sprintf("neighbour%d", i) }

// fill lets many people live where r1 does.
func (d *desk) fill() {
	d.t.Helper()
	for i := range phones {
		d.token(phone(i))
		send(d.t, "POST", d.sim.URL+"/_sim/grants", "", map[string]any{"user": phone(i), "app": appID, "template": "tmpl_notice_demo0001", "add": 5})
	}
	home := `(SELECT community_id, micro_grid_id FROM memberships WHERE until_at IS NULL AND micro_grid_id <> 0 ORDER BY id LIMIT 1)`
	for _, query := range []string{
		`INSERT INTO push_grants (account_id, app, template_id, available, earned, updated_at) SELECT i.account_id, '` + appID + `', 'tmpl_notice_demo0001', 5, 5, UTC_TIMESTAMP(6)
			FROM identities i JOIN accounts a ON a.id = i.account_id WHERE a.level = 0 AND NOT EXISTS (SELECT 1 FROM role_grants g WHERE g.account_id = a.id)`,
		`INSERT INTO accounts (name, level, created_at) WITH RECURSIVE n AS (SELECT 1 AS k UNION ALL SELECT k + 1 FROM n WHERE k < 1000) SELECT '居民', 0, UTC_TIMESTAMP(6) FROM n, (SELECT 1 AS x` +
			strings.Repeat(` UNION ALL SELECT 1`, neighbours/1000-1) + `) AS times`,
		`INSERT INTO memberships (account_id, community_id, micro_grid_id, how, from_at) SELECT a.id, h.community_id, h.micro_grid_id, 'scan', UTC_TIMESTAMP(6) FROM accounts a, ` + home + ` AS h
			WHERE a.level = 0 AND NOT EXISTS (SELECT 1 FROM memberships x WHERE x.account_id = a.id) AND NOT EXISTS (SELECT 1 FROM role_grants g WHERE g.account_id = a.id)`,
	} {
		if _, err := d.app.db.Pool().Exec(query); err != nil {
			d.t.Fatal(query, err)
		}
	}
}

func (d *desk) number(query string) int {
	d.t.Helper()
	n, err := db.One(d.t.Context(), d.app.db, db.Value[int], query)
	if err != nil {
		d.t.Fatal(query, err)
	}
	return n
}

// until waits for what may take as long as the lease of a dead worker.
func (d *desk) until(what string, is func() bool) {
	d.t.Helper()
	for deadline := time.Now().Add(4 * time.Minute); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			d.t.Fatal("still waiting for ", what)
		}
	}
}

func TestAFanOutSurvivesKillsOfItsWorkers(t *testing.T) {
	world := readWorld(t)
	for i := range phones {
		world.Users = append(world.Users, sim.User{ID: phone(i), UnionID: "union-" + phone(i), Nick: phone(i)})
	}
	d := newDeskIn(t, world)
	d.settle("r1", 0, 0)
	d.fill()
	people := d.number(`SELECT COUNT(DISTINCT account_id) FROM memberships WHERE community_id = 1`)
	staff := d.browser("staff1")
	n := staff("POST", "/v1/staff/notices", noticeOf(map[string]any{"community_id": 1, "category": "safety", "emergency": true}))
	if sent := staff("POST", "/v1/staff/notices/"+str(n.id())+"/steps", map[string]any{"step": "submit", "version": 1}); sent.status != 200 {
		t.Fatal(n.raw, sent.raw)
	}
	kill := func(what string, is func() bool) {
		p := d.run(nil, "worker")
		d.until(what, is)
		if err := p.end(syscall.SIGKILL); err == nil {
			t.Error("it was not killed")
		}
	}
	receipts := func() int { return d.number(`SELECT COUNT(*) FROM notice_receipts`) }
	sent := func() int {
		return d.number(`SELECT COUNT(*) FROM deliveries WHERE broadcast_id IS NOT NULL AND state = 'sent'`)
	}
	kill("the first people", func() bool { return receipts() > 0 })
	at := receipts()
	if at == people || at%1000 != 0 {
		t.Errorf("it was killed with %d of %d", at, people)
	}
	send(t, "POST", d.sim.URL+"/_sim/faults", "", map[string]any{"path": "/cgi-bin/message/*/send", "do": map[string]any{"latency_ms": 100}})
	kill("the first messages", func() bool { return sent() > 0 })
	t.Logf("killed with %d of %d people, and with %d of %d messages", at, people, sent(), phones)
	d.run(nil, "worker")
	d.run(nil, "worker")
	d.until("the end", func() bool { return d.number(`SELECT COUNT(*) FROM notices WHERE state = 'sent'`) == 1 })
	d.fanOutIsWhole(people)
}

// fanOutIsWhole says that everybody got the notice, and how often.
func (d *desk) fanOutIsWhole(people int) {
	t := d.t
	t.Helper()
	for what, query := range map[string]string{
		"receipts": `SELECT COUNT(*) FROM notice_receipts`, "tallied": `SELECT SUM(targeted) FROM notice_tallies`,
		"messages": `SELECT COUNT(*) FROM messages WHERE broadcast_id IS NOT NULL`, "inboxes": `SELECT COUNT(DISTINCT account_id) FROM messages WHERE broadcast_id IS NOT NULL`,
	} {
		if got := d.number(query); got != people {
			t.Errorf("%s: %d of %d", what, got, people)
		}
	}
	if got := d.number(`SELECT COUNT(*) FROM deliveries WHERE broadcast_id IS NOT NULL AND state = 'sent'`); got != phones {
		t.Errorf("%d of %d messages ended as sent", got, phones)
	}
	got := map[any]int{}
	for _, m := range send(t, "GET", d.sim.URL+"/_sim/messages?limit=10000&tmpl=tmpl_notice_demo0001", "", nil).items() {
		got[m.(map[string]any)["to"]]++
	}
	repeats := 0
	for _, n := range got {
		repeats += n - 1
	}
	counted := d.number(`SELECT SUM(unknowns) FROM deliveries WHERE broadcast_id IS NOT NULL`)
	if len(got) != phones || repeats > counted || counted > inDoubt {
		t.Errorf("%d of %d phones, %d repeats, %d outcomes that nobody knows", len(got), phones, repeats, counted)
	}
	t.Logf("%d people, %d phones, %d repeats among %d unknown outcomes", people, len(got), repeats, counted)
	var out bytes.Buffer
	if findings, err := d.app.notice.Audit(t.Context(), func(f notice.Finding) { fmt.Fprintln(&out, f) }); err != nil || findings != 1 || out.Len() > 0 {
		t.Error(findings, out.String(), err)
	}
}
