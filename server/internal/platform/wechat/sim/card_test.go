package sim

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestPrivateCardsStayWhereTheyWereSent(t *testing.T) {
	b := newBench(t)
	worker, resident := b.session("u1"), b.session("u2")
	act, err := b.client.NewActivity(t.Context(), appID, worker.OpenID)
	if err != nil || !strings.HasPrefix(act.ID, "966_") || !act.Until.After(b.clock.Now()) {
		t.Fatal(act, err)
	}
	private := map[string]any{"path": "x", "ticketed": true, "private": true, "activity": act.ID}
	if out := b.share("u2", group1, private); out["errCode"] == nil {
		t.Error("an activity is its maker's alone: ", out)
	}
	card := b.share("u1", group1, private)["id"]
	if out := b.phone("client/forward", map[string]any{"user": "u2", "id": card, "group": "g2"}); out["errCode"] == nil {
		t.Error("it was passed on: ", out)
	}
	d := b.open("u2", card)
	out := b.phone("client/private_message", map[string]any{"user": "u2", "shareTicket": d.ticket})
	id, err := b.client.DecryptActivity(appID, []string{resident.Key}, sealed(out))
	if out["valid"] != true || err != nil || id != act.ID {
		t.Error(out, id, err)
	}
	b.phone("groups", map[string]any{"group": "g1", "user": "u2", "in": false})
	if out := b.phone("client/private_message", map[string]any{"user": "u2", "shareTicket": d.ticket}); out["valid"] != false {
		t.Error("after leaving the group: ", out)
	}
	b.clock.Advance(shareable + time.Minute)
	if out := b.share("u1", group1, private); out["errCode"] == nil {
		t.Error("a week later: ", out)
	}
}

func TestChatsShowTheirNewestCard(t *testing.T) {
	b := newBench(t)
	b.share("u1", group1, map[string]any{"title": "旧", "path": "x"})
	b.share("u1", group1, map[string]any{"title": "新", "path": "x"})
	b.share("u1", map[string]any{"to": "u2"}, map[string]any{"title": "给朋友", "path": "x"})
	var out struct {
		Items []struct {
			Group, With string
			Last        *Card
		}
	}
	if err := json.Unmarshal(b.get("/_sim/client/chats?user=u2&app="+appID).Body.Bytes(), &out); err != nil || len(out.Items) != 4 {
		t.Fatal(out, err)
	}
	if one, empty, friend := out.Items[0], out.Items[1], out.Items[2]; one.Group != "g1" || one.Last.Title != "新" || empty.Group != "g2" || empty.Last != nil || friend.With != "u1" || friend.Last.Title != "给朋友" {
		t.Errorf("%+v", out.Items)
	}
	for query, want := range map[string]int{"group=g1": 2, "group=g2": 0, "with=u1": 1, "with=bad": 0} {
		var feed struct{ Items []Card }
		if err := json.Unmarshal(b.get("/_sim/client/feed?user=u2&app="+appID+"&"+query).Body.Bytes(), &feed); err != nil || len(feed.Items) != want {
			t.Error(query, feed, err)
		}
	}
}

func TestOrdinaryCardsCanBePassedOn(t *testing.T) {
	b := newBench(t)
	card := b.share("u1", group1, map[string]any{"title": "公开", "path": "x"})["id"]
	if out := b.phone("client/forward", map[string]any{"user": "u2", "id": card, "group": "g2"}); out["id"] == nil {
		t.Error(out)
	}
	if out := b.phone("client/forward", map[string]any{"user": "u1", "id": card, "group": "g2"}); out["errCode"] == nil {
		t.Error("into a group that he is not in: ", out)
	}
	if out := b.share("u1", map[string]any{"to": "u1"}, map[string]any{"path": "x"}); out["errCode"] == nil {
		t.Error("to himself: ", out)
	}
}
