package app

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"huiyin/server/internal/platform/wechat/sim"
)

// rowsOf reads one of the demo community's tables, without its heading.
func rowsOf(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open("../../../configs/communities/wangjiatun/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// crowd is the demo's world with all of its workers and leaders on WeChat, and
// every group that the community says it has. Who is where is said by codes.
func crowd(t *testing.T) (w sim.World, worker, leader map[string]string) {
	w, worker, leader = readWorld(t), map[string]string{}, map[string]string{}
	known := map[string]string{}
	for _, u := range w.Users {
		known[u.Phone] = u.ID
	}
	person := func(row []string) string {
		name, phone := row[0], row[1]
		if known[phone] == "" {
			known[phone] = "p" + phone
			w.Users = append(w.Users, sim.User{ID: known[phone], Nick: name, Phone: phone})
		}
		return known[phone]
	}
	for _, row := range rowsOf(t, "workers.csv") {
		worker[row[3]] = person(row)
	}
	for _, row := range rowsOf(t, "leaders.csv") {
		leader[row[3]] = person(row)
	}
	w.Groups = nil
	for _, row := range rowsOf(t, "wechat_groups.csv") {
		code := row[1]
		w.Groups = append(w.Groups, sim.Group{ID: code, Name: row[0], Members: []string{worker[code], leader[code[:2]], "r1", "r2"}})
	}
	return w, worker, leader
}

// claim is what somebody with a post does once: he agrees, and shows his phone number.
func (d *desk) claim(user string) {
	d.t.Helper()
	d.must(user, "POST", "/v1/me/consent", map[string]any{"version": "2026-01"})
	d.must(user, "POST", "/v1/me/phone", map[string]any{"code": d.tap(user, "phone", nil)["code"]})
	delete(d.tokens, user) // the phone signs in anew, so that its key is the worker's
}

// tap is something that a person does in WeChat.
func (d *desk) tap(user, call string, in map[string]any) map[string]any {
	d.t.Helper()
	body := map[string]any{"user": user, "app": appID}
	for k, v := range in {
		body[k] = v
	}
	r := send(d.t, "POST", d.sim.URL+"/_sim/client/"+call, "", body)
	if r.status != 200 || r.body["errCode"] != nil && r.body["errCode"] != 0.0 {
		d.t.Fatalf("%s as %s: %d %s", call, user, r.status, r.raw)
	}
	return r.body
}

// brought is what a phone gives the server of an opened card.
func brought(sealed map[string]any) map[string]any {
	return map[string]any{"encrypted_data": sealed["encryptedData"], "iv": sealed["iv"]}
}

// bindGroup goes through the whole ceremony: ticket, private card, opening,
// decryption, confirmation. It gives the answers' text.
func (d *desk) bindGroup(user, in string, id any) string {
	d.t.Helper()
	path := "/v1/groups/" + str(id)
	t := d.must(user, "POST", path+"/tickets", map[string]any{"private": true}).body
	card := d.tap(user, "share", map[string]any{"group": in, "card": map[string]any{"title": "绑定微信群", "path": "packages/group/bind/bind?id=" + str(id),
		"ticketed": true, "private": true, "activity": t["activity"]}})
	door := d.tap(user, "open_card", map[string]any{"id": card["id"]})
	group := d.tap(user, "group_enter", map[string]any{"entry": door["entry"]})
	proof := d.tap(user, "private_message", map[string]any{"shareTicket": door["shareTicket"]})
	seen := d.must(user, "POST", path+"/sightings", map[string]any{"ticket": t["ticket"], "group": brought(group), "card": brought(proof)})
	if gid, _ := seen.body["open_gid"].(string); gid == "" {
		d.t.Fatalf("no name to confirm: %s", seen.raw)
	}
	return d.must(user, "POST", path+"/binding", map[string]any{"ticket": t["ticket"]}).raw
}

func TestAllGroupsAreBoundOverTheWireInOneRun(t *testing.T) {
	world, worker, leader := crowd(t)
	d := newDeskIn(t, world)
	for _, user := range leader {
		d.claim(user)
	}
	texts := []string{}
	for _, g := range world.Groups {
		user := worker[g.ID]
		d.claim(user)
		mine, _ := d.must(user, "GET", "/v1/groups", nil).body["items"].([]any)
		if len(mine) != 1 || mine[0].(map[string]any)["name"] != g.Name {
			t.Fatalf("%s sees %v", user, mine)
		}
		id := mine[0].(map[string]any)["id"]
		texts = append(texts, d.bindGroup(user, g.ID, id))
		texts = append(texts, d.must(leader[g.ID[:2]], "POST", "/v1/groups/"+str(id)+"/activation", nil).raw)
	}
	board := d.browser("staff1")("GET", "/v1/groups?community=1", nil)
	if board.body["bound"] != 123.0 || board.body["total"] != 123.0 || len(board.items()) != 123 {
		t.Fatalf("%.300s", board.raw)
	}
	if other := d.browser("staff2")("GET", "/v1/groups?community=1", nil); len(other.items()) != 0 {
		t.Errorf("another community's staff see %.200s", other.raw)
	}
	gid := d.openGID("01-01")
	if all := strings.Join(append(texts, board.raw), ""); gid == "" || strings.Contains(all, gid) || strings.Contains(all, "group_openid") {
		t.Error("an answer shows which WeChat group it is")
	}
	d.joins("r1", worker["01-01"])
}

func (d *desk) openGID(group string) (gid string) {
	d.t.Helper()
	if err := d.app.db.QueryRowContext(d.t.Context(), `SELECT g.live_opengid FROM wechat_groups g JOIN micro_grids m ON m.id = g.micro_grid_id WHERE m.code = ? AND g.community_id = 1`, group).Scan(&gid); err != nil {
		d.t.Fatal(err)
	}
	return gid
}

// joins lets a newcomer open a card that the worker shared, and join.
func (d *desk) joins(user, sharer string) {
	d.t.Helper()
	card := d.tap(sharer, "share", map[string]any{"group": "01-01", "card": map[string]any{"title": "本周小结", "path": "packages/group/landing/landing?g=1", "ticketed": true}})
	d.token(user)
	door := d.tap(user, "open_card", map[string]any{"id": card["id"]})
	e := d.must(user, "POST", "/v1/group-entries", map[string]any{"group": brought(d.tap(user, "group_enter", map[string]any{"entry": door["entry"]})), "card": 1})
	if e.body["found"] != "group" || e.body["can_join"] != true {
		d.t.Fatal(e.raw)
	}
	if r := d.as(user, "POST", "/v1/group-members", map[string]any{}); r.code() != "account.consent" {
		d.t.Errorf("before consent: %d %s", r.status, r.raw)
	}
	d.must(user, "POST", "/v1/me/consent", map[string]any{"version": "2026-01"})
	me := d.must(user, "POST", "/v1/group-members", map[string]any{})
	if me.body["level"] != 1.0 {
		d.t.Error(me.raw)
	}
	if home := d.must(user, "GET", "/v1/home", nil); !strings.Contains(str(home.body["place"]), "01-01") {
		d.t.Error(home.raw)
	}
}

func TestTheCrowdIsAsTheTablesSay(t *testing.T) {
	w, worker, leader := crowd(t)
	if len(w.Groups) != 123 || len(worker) != 123 || len(leader) != 8 || slices.ContainsFunc(w.Groups, func(g sim.Group) bool { return slices.Contains(g.Members, "") }) {
		t.Errorf("%d groups, %d workers, %d leaders", len(w.Groups), len(worker), len(leader))
	}
}
