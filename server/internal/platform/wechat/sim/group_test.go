package sim

import (
	"testing"
	"time"

	"huiyin/server/internal/platform/wechat"
)

// A door is a card that was opened on a phone, and what came with it.
type door struct {
	scene         float64
	path          string
	entry, ticket string
}

func (b *bench) share(user string, to, card map[string]any) map[string]any {
	b.Helper()
	body := map[string]any{"user": user, "card": card}
	for k, v := range to {
		body[k] = v
	}
	return b.phone("client/share", body)
}

func (b *bench) open(user string, card any) door {
	b.Helper()
	out := b.phone("client/open_card", map[string]any{"user": user, "id": card})
	d := door{}
	d.scene, _ = out["scene"].(float64)
	d.path, _ = out["path"].(string)
	d.entry, _ = out["entry"].(string)
	d.ticket, _ = out["shareTicket"].(string)
	return d
}

func sealed(out map[string]any) wechat.Sealed {
	data, _ := out["encryptedData"].(string)
	iv, _ := out["iv"].(string)
	return wechat.Sealed{Data: data, IV: iv}
}

var group1 = map[string]any{"group": "g1"}

func (b *bench) set(changes map[string]any) {
	b.Helper()
	b.phone("settings", changes)
}

func TestACardOpenedInAGroupTellsTheServerWhichGroup(t *testing.T) {
	b := newBench(t)
	s := b.session("u2")
	card := b.share("u1", group1, map[string]any{"title": "本周小结", "path": "/pages/home/home?from=card", "ticketed": true})["id"]
	d := b.open("u2", card)
	if d.scene != withTicket || d.path != "pages/home/home?from=card" || d.ticket == "" {
		t.Fatalf("%+v", d)
	}
	g, err := b.client.DecryptGroup(appID, []string{s.Key}, sealed(b.phone("client/group_enter", map[string]any{"user": "u2", "entry": d.entry, "needGroupOpenID": true})))
	if err != nil || g.OpenGID != opengid(appID, "g1") || g.ChatType != 3 || g.Member == "" {
		t.Errorf("%+v %v", g, err)
	}
	old, err := b.client.DecryptGroup(appID, []string{s.Key}, sealed(b.phone("client/share_info", map[string]any{"user": "u2", "shareTicket": d.ticket})))
	if err != nil || old.OpenGID != g.OpenGID || old.Member != "" {
		t.Errorf("the old call, with the other spelling: %+v %v", old, err)
	}
}

func TestGroupsHaveAnotherNameTowardsEachApp(t *testing.T) {
	b := newBench(t)
	var names []string
	for _, app := range []string{appID, "wxother"} {
		b.phone("client/login", map[string]any{"user": "u1", "app": app})
		card := b.share("u1", map[string]any{"group": "g1", "app": app}, map[string]any{"path": "x"})["id"]
		entry := b.phone("client/open_card", map[string]any{"user": "u1", "app": app, "id": card})["entry"]
		out := b.phone("client/group_enter", map[string]any{"user": "u1", "app": app, "entry": entry})
		g, err := b.client.DecryptGroup(app, []string{b.key(app, "u1")}, sealed(out))
		if err != nil {
			t.Fatal(app, err)
		}
		names = append(names, g.OpenGID)
		if _, err := b.client.DecryptGroup("wxthird", []string{b.key(app, "u1")}, sealed(out)); codeOf(t, err) != wechat.CodeForeign {
			t.Error("data for another app: ", err)
		}
	}
	if names[0] == names[1] {
		t.Error(names)
	}
}

func (b *bench) key(app, user string) string {
	b.sim.mu.Lock()
	defer b.sim.mu.Unlock()
	return b.sim.Sessions[app+"|"+user].Key
}

func TestOnlyAGroupEntryHasAGroup(t *testing.T) {
	b := newBench(t)
	b.session("u1")
	b.session("u2")
	ask := func(user string, in map[string]any) float64 {
		in["user"] = user
		code, _ := b.phone("client/group_enter", in)["errCode"].(float64)
		return code
	}
	if code := ask("u1", map[string]any{}); code != 40097 {
		t.Error("opened from nowhere: ", code)
	}
	friend := b.open("u2", b.share("u1", map[string]any{"to": "u2"}, map[string]any{"path": "x", "ticketed": true})["id"])
	if friend.scene != fromFriend || ask("u2", map[string]any{"entry": friend.entry}) != 40097 {
		t.Errorf("a friend's card: %+v", friend)
	}
	if code := ask("u2", map[string]any{"entry": friend.entry, "allowSingleChat": true}); code != 0 {
		t.Error("a chat of two, when it is asked for: ", code)
	}
	card := b.share("u1", group1, map[string]any{"path": "x"})["id"]
	d := b.open("u2", card)
	if d.scene != fromGroup || d.ticket != "" || ask("u2", map[string]any{"entry": d.entry}) != 0 {
		t.Errorf("a card without a ticket: %+v", d)
	}
	if code := ask("u1", map[string]any{"entry": d.entry}); code != 40097 {
		t.Error("another phone's entry: ", code)
	}
	b.phone("groups", map[string]any{"group": "g1", "user": "u2", "in": false})
	if code := ask("u2", map[string]any{"entry": d.entry}); code != 65206 {
		t.Error("after leaving: ", code)
	}
	if out := b.phone("client/open_card", map[string]any{"user": "u2", "id": card}); out["errCode"] == nil {
		t.Error("who left sees no more cards: ", out)
	}
}

func TestClientsDifferInSpellingAndWatermark(t *testing.T) {
	b := newBench(t)
	s := b.session("u1")
	d := b.open("u1", b.share("u1", group1, map[string]any{"path": "x", "ticketed": true})["id"])
	read := func() (wechat.Group, error) {
		return b.client.DecryptGroup(appID, []string{b.key(appID, "u1"), s.Key}, sealed(b.phone("client/group_enter", map[string]any{"user": "u1", "entry": d.entry})))
	}
	b.set(map[string]any{"spelling": "openGId"})
	if g, err := read(); err != nil || g.OpenGID == "" {
		t.Error(g, err)
	}
	out := b.phone("client/group_enter", map[string]any{"user": "u1", "entry": d.entry})
	b.clock.Advance(6 * time.Minute)
	if _, err := b.client.DecryptGroup(appID, []string{s.Key}, sealed(out)); codeOf(t, err) != wechat.CodeForeign {
		t.Error("six minutes later: ", err)
	}
	b.set(map[string]any{"watermark": false})
	if g, err := read(); err != nil || g.OpenGID == "" {
		t.Error("without a watermark, where none is needed: ", g, err)
	}
	strict := wechat.New(wechat.Options{NeedWatermark: true, Now: b.clock.Now})
	if _, err := strict.DecryptGroup(appID, []string{s.Key}, sealed(b.phone("client/group_enter", map[string]any{"user": "u1", "entry": d.entry}))); codeOf(t, err) != wechat.CodeForeign {
		t.Error("without a watermark, where one is needed: ", err)
	}
}

func TestASecondLoginReplacesTheKey(t *testing.T) {
	b := newBench(t)
	b.set(map[string]any{"rotate": 1})
	before := b.session("u1")
	d := b.open("u1", b.share("u1", group1, map[string]any{"path": "x"})["id"])
	early := sealed(b.phone("client/group_enter", map[string]any{"user": "u1", "entry": d.entry}))
	after := b.session("u1")
	if before.Key == after.Key {
		t.Fatal("rotate=1 must make a new key")
	}
	if _, err := b.client.DecryptGroup(appID, []string{after.Key}, early); codeOf(t, err) != wechat.CodeSealed {
		t.Error("the new key must not open it: ", err)
	}
	if _, err := b.client.DecryptGroup(appID, []string{after.Key, before.Key}, early); err != nil {
		t.Error("the previous one does: ", err)
	}
	b.phone("session/rotate", map[string]any{"user": "u1"})
	if b.key(appID, "u1") == after.Key {
		t.Error("rotate by hand")
	}
}

func TestAColdPhoneMissesItsFirstQuestionAndMembersReadTheGroupsName(t *testing.T) {
	b := newBench(t)
	s := b.session("u1")
	b.set(map[string]any{"cold_miss": true})
	d := b.open("u1", b.share("u1", group1, map[string]any{"path": "x"})["id"])
	ask := map[string]any{"user": "u1", "entry": d.entry}
	if out := b.phone("client/group_enter", ask); out["errCode"] != 40097.0 {
		t.Error("the first: ", out)
	}
	g, err := b.client.DecryptGroup(appID, []string{s.Key}, sealed(b.phone("client/group_enter", ask)))
	if err != nil {
		t.Fatal("the second: ", err)
	}
	name := func(user, gid string) any {
		return b.phone("client/group_name", map[string]any{"user": user, "openGid": gid})["name"]
	}
	if name("u1", g.OpenGID) != b.sim.group("g1").Name || name("u1", "tother") != "" {
		t.Error(name("u1", g.OpenGID), name("u1", "tother"))
	}
	b.phone("groups", map[string]any{"group": "g1", "user": "u2", "in": false})
	if name("u2", g.OpenGID) != "" {
		t.Error("who left reads it still")
	}
}
