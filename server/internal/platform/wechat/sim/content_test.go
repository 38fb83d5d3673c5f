package sim

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/platform/wechat"
)

func TestContentIsJudgedForRecentVisitorsOnly(t *testing.T) {
	b := newBench(t)
	id := b.session("u1").OpenID
	for text, want := range map[string]string{"路灯不亮": "pass", "赌博": "risky", "待审": "review"} {
		if v, err := b.client.CheckText(t.Context(), appID, id, 4, text, ""); err != nil || v.Suggest != want {
			t.Error(text, v, err)
		}
	}
	if _, err := b.client.CheckText(t.Context(), appID, id, 4, strings.Repeat("字", 2501), ""); codeOf(t, err) != 45002 {
		t.Error("too long: ", err)
	}
	if _, err := b.client.CheckText(t.Context(), appID, OpenID("wxother", "u1"), 4, "x", ""); codeOf(t, err) != 43104 {
		t.Error("an openid of another app: ", err)
	}
	b.clock.Advance(2*time.Hour + time.Minute)
	if _, err := b.client.CheckText(t.Context(), appID, id, 4, "x", ""); codeOf(t, err) != 61010 {
		t.Error("long after the visit: ", err)
	}
}

func TestVerdictsOnPicturesArePushedAgainUntilTheyAreTaken(t *testing.T) {
	b := newBench(t)
	id := b.session("u1").OpenID
	b.fail = errors.New("not now")
	trace, err := b.client.CheckMedia(t.Context(), appID, id, "http://127.0.0.1:1/404.jpg", 2, 4)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // refused twice by us, so it came again
		if e := <-b.events; e.Media == nil || e.Media.TraceID != trace || e.Media.ErrCode != -1008 {
			t.Fatalf("%+v", e)
		}
	}
}

func TestQuotasAreCountedPerDay(t *testing.T) {
	b := newBench(t)
	get := func() int {
		w := httptest.NewRecorder()
		b.sim.ServeHTTP(w, httptest.NewRequest("GET", "/cgi-bin/token?grant_type=client_credential&appid="+appID+"&secret="+secret, nil))
		var out struct {
			Err int `json:"errcode"`
		}
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			t.Fatal(w.Body)
		}
		return out.Err
	}
	for range 2000 {
		if e := get(); e != 0 {
			t.Fatal(e)
		}
	}
	if e := get(); e != 45009 {
		t.Errorf("the 2001st: %d", e)
	}
	b.clock.Advance(24 * time.Hour)
	if e := get(); e != 0 {
		t.Errorf("the next day: %d", e)
	}
}

func TestCodesAreDrawnWithinTheirRules(t *testing.T) {
	b := newBench(t)
	img, kind, err := b.client.UnlimitedCode(t.Context(), appID, wechat.CodeRequest{Scene: strings.Repeat("s", 32), Page: "pages/home/home"})
	if err != nil || kind != "image/jpeg" || !bytes.HasPrefix(img, []byte{0xff, 0xd8}) {
		t.Error(kind, err)
	}
	for scene, want := range map[string]int64{strings.Repeat("s", 33): 40169, "": 40169, "网格": 40129, "a b": 40129} {
		if _, _, err := b.client.UnlimitedCode(t.Context(), appID, wechat.CodeRequest{Scene: scene}); codeOf(t, err) != want {
			t.Error(scene, err)
		}
	}
}

func TestPhonesAreNotForTheServer(t *testing.T) {
	b := newBench(t)
	r := httptest.NewRequest("POST", "/_sim/client/login", strings.NewReader(`{}`))
	r.Header.Set("X-Wx-Orig-Host", "api.weixin.qq.com")
	w := httptest.NewRecorder()
	b.sim.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Error(w.Code)
	}
	if w := httptest.NewRecorder(); !slices.Contains([]int{404}, func() int { b.sim.ServeHTTP(w, httptest.NewRequest("GET", "/cgi-bin/nothing", nil)); return w.Code }()) {
		t.Error("an unknown address must be seen at once")
	}
}
