package app

import (
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"
)

func TestACallersAddressIsItsOwnAndNotWhatItSays(t *testing.T) {
	for _, c := range []struct{ name, proxies, from, forwarded, want string }{
		{"without a proxy", "", "6.6.6.6:1234", "", "6.6.6.6:0"},
		{"a lie", "", "6.6.6.6:1234", "10.0.0.1", "6.6.6.6:0"},
		{"behind the proxy", "127.0.0.1", "127.0.0.1:1234", "6.6.6.6", "6.6.6.6:0"},
		{"a lie behind the proxy", "127.0.0.1", "127.0.0.1:1234", "10.0.0.1, 6.6.6.6", "6.6.6.6:0"},
		{"past the proxy", "127.0.0.1", "6.6.6.6:1234", "10.0.0.1", "6.6.6.6:0"},
		{"IPv6", "", "[2001:db8::1]:1234", "", "[2001:db8::1]:0"},
	} {
		a := &App{}
		a.cfg.Proxies = c.proxies
		e := gin.New()
		if err := e.SetTrustedProxies(a.cfg.ProxyList()); err != nil {
			t.Fatal(err)
		}
		var got string
		e.GET("/", callersAddress, func(g *gin.Context) { got = g.Request.RemoteAddr })
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.from
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		e.ServeHTTP(httptest.NewRecorder(), r)
		if got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}
