package sim

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/platform/wechat"
)

func (b *bench) get(path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	b.sim.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w
}

func TestLinksOpenAPhoneUntilTheyExpire(t *testing.T) {
	b := newBench(t)
	b.sim.World.Apps[0].Pages = []string{"pages/home/home"}
	link, err := b.client.URLLink(t.Context(), appID, wechat.LinkRequest{Path: "pages/home/home", Query: "id=7", Days: 1})
	if err != nil {
		t.Fatal(err)
	}
	id := strings.TrimPrefix(link, linkHost)
	w := b.get("/_sim/l/" + id)
	if to := w.Header().Get("Location"); w.Code != http.StatusFound || !strings.Contains(to, "scene=1194") || !strings.Contains(to, "id%3D7") {
		t.Error(w.Code, to)
	}
	b.clock.Advance(24*time.Hour + time.Second)
	if w := b.get("/_sim/l/" + id); w.Code != http.StatusNotFound {
		t.Error("a day later: ", w.Code)
	}
	for name, c := range map[string]struct {
		r    wechat.LinkRequest
		want int64
	}{
		"no such page":    {wechat.LinkRequest{Path: "pages/none", Days: 1}, 40165},
		"a query inside":  {wechat.LinkRequest{Path: "pages/home/home?x=1", Days: 1}, 40165},
		"a long query":    {wechat.LinkRequest{Query: strings.Repeat("q", 1025), Days: 1}, 40212},
		"too long":        {wechat.LinkRequest{Days: 31}, 85401},
		"not at all":      {wechat.LinkRequest{Days: 0}, 85401},
		"another version": {wechat.LinkRequest{Days: 1, EnvVersion: "beta"}, 85079},
	} {
		if _, err := b.client.URLLink(t.Context(), appID, c.r); codeOf(t, err) != c.want {
			t.Error(name, err)
		}
	}
}

func TestCodesComeAsJPEGAndPNG(t *testing.T) {
	b := newBench(t)
	b.sim.World.Apps[0].Pages = []string{"pages/home/home"}
	for _, transparent := range []bool{false, true} {
		img, kind, err := b.client.UnlimitedCode(t.Context(), appID, wechat.CodeRequest{Scene: "g=0101", Page: "pages/home/home", CheckPath: true, Width: 600, Transparent: transparent})
		if err != nil || len(img) == 0 || kind != map[bool]string{false: "image/jpeg", true: "image/png"}[transparent] {
			t.Error(transparent, kind, err)
		}
	}
	for name, c := range map[string]struct {
		r    wechat.CodeRequest
		want int64
	}{
		"no such page":               {wechat.CodeRequest{Scene: "a", Page: "pages/none", CheckPath: true}, 41030},
		"no such page, but allowed":  {wechat.CodeRequest{Scene: "a", Page: "pages/none"}, 0},
		"a leading slash":            {wechat.CodeRequest{Scene: "a", Page: "/pages/home/home"}, 41030},
		"too narrow":                 {wechat.CodeRequest{Scene: "a", Width: 279}, 40097},
		"another version":            {wechat.CodeRequest{Scene: "a", EnvVersion: "beta"}, 40097},
		"thirty-two characters":      {wechat.CodeRequest{Scene: strings.Repeat("s", 32)}, 0},
		"thirty-three characters":    {wechat.CodeRequest{Scene: strings.Repeat("s", 33)}, 40169},
		"a character that must not":  {wechat.CodeRequest{Scene: "a%b"}, 40129},
		"every character that may":   {wechat.CodeRequest{Scene: "aZ09!#$&'()*+,/:;=?@-._~"}, 0},
		"a page with its parameters": {wechat.CodeRequest{Scene: "a", Page: "pages/home/home?x=1"}, 41030},
	} {
		if _, _, err := b.client.UnlimitedCode(t.Context(), appID, c.r); codeOf(t, err) != c.want {
			t.Error(name, err)
		}
	}
}

func TestADrawnCodeCanBeLookedAt(t *testing.T) {
	b := newBench(t)
	b.phone("faults", map[string]any{"path": "/wxa/getwxacodeunlimit", "times": 1, "do": map[string]any{"wrong_ct": true}})
	if _, kind, err := b.client.UnlimitedCode(t.Context(), appID, wechat.CodeRequest{Scene: "a"}); err != nil || kind != "image/jpeg" {
		t.Error("a wrong header does not hide the picture: ", kind, err)
	}
	b.sim.mu.Lock()
	first := b.sim.Drawn[0].ID
	b.sim.mu.Unlock()
	if w := b.get("/_sim/qr/" + fmtInt(first)); w.Code != 200 || w.Header().Get("Content-Type") != "image/jpeg" {
		t.Error(w.Code, w.Header())
	}
	if w := b.get("/_sim/qr/1"); w.Code != 404 {
		t.Error(w.Code)
	}
}

func TestMessagesOpenReleasedPagesOnly(t *testing.T) {
	b := newBench(t)
	b.sim.World.Apps[0].Pages = []string{"pages/home/home"}
	to := b.session("u1").OpenID
	b.accept("u1", "T1")
	send := func(page, state string) error {
		_, err := b.client.SendSubscribe(t.Context(), appID, wechat.Subscribe{To: to, Template: "T1", Page: page, State: state, Data: map[string]string{"thing1": "x"}})
		return err
	}
	if err := send("pages/none?id=1", "formal"); codeOf(t, err) != 41030 {
		t.Error(err)
	}
	if err := send("/pages/home/home?id=1", "formal"); err != nil {
		t.Error("the refused one must cost nothing: ", err)
	}
	b.accept("u1", "T1")
	if err := send("pages/none", "developer"); err != nil {
		t.Error("a version that is not released may have it: ", err)
	}
}
