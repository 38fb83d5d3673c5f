package wechat

import (
	"context"
	"sync"
	"time"

	"github.com/silenceper/wechat/v2/credential"
)

// token is the SDK's stable access token, with a way back from a dead one.
type token struct {
	sdk    *credential.StableAccessToken
	store  cache
	key    string
	now    func() time.Time
	mu     sync.Mutex
	forced time.Time // last time WeChat was made to replace its token
	kept   string    // the token that was used last,
	until  time.Time // and until when it is used again without asking Redis
	gone   string    // the one that was replaced last: calls that had it come back one after the other
}

const (
	forceEvery = 30 * time.Second // WeChat's own limit; and twenty a day
	keepFor    = 5 * time.Second  // a token that dies meanwhile is replaced, as always
)

func newToken(c *Client, a App, store cache) *token {
	prefix := credential.CacheKeyMiniProgramPrefix
	if a.Official {
		prefix = credential.CacheKeyOfficialAccountPrefix
	}
	sdk, _ := credential.NewStableAccessToken(a.ID, a.Secret, prefix, store).(*credential.StableAccessToken)
	return &token{sdk: sdk, store: store, key: prefix + "_stable_access_token_" + a.ID, now: c.Now}
}

func (t *token) GetAccessToken() (string, error) {
	return t.GetAccessTokenContext(context.Background())
}

func (t *token) GetAccessTokenContext(ctx context.Context) (string, error) {
	if v := t.recent(); v != "" {
		return v, nil
	}
	v, err := t.sdk.GetAccessTokenContext(ctx)
	if err == nil && v == "" {
		err = &Error{Code: CodeNoAnswer, Message: "empty access token"} // the SDK would use it
	}
	if err == nil {
		t.keep(v)
	}
	return v, err
}

func (t *token) recent() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.now().After(t.until) {
		return ""
	}
	return t.kept
}

func (t *token) keep(v string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept, t.until = v, t.now().Add(keepFor)
}

// holds says whether the app's token is this one, here or in Redis.
func (t *token) holds(ctx context.Context, v string) bool {
	t.mu.Lock()
	here := t.kept == v || t.gone == v
	t.mu.Unlock()
	return here || t.store.GetContext(ctx, t.key) == v
}

func (t *token) forget(bad string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.gone = bad
	if t.kept == bad {
		t.kept = ""
	}
}

// replace drops a token that WeChat refused and returns a fresh one; the same
// one again when there is none to be had now.
func (t *token) replace(ctx context.Context, bad string) (string, error) {
	t.forget(bad)
	if err := dropIfSame.Run(ctx, t.store.c, []string{t.key}, bad).Err(); err != nil {
		t.store.log.WarnContext(ctx, "token cache", "err", err)
	}
	fresh, err := t.GetAccessTokenContext(ctx)
	if err != nil || fresh != bad || !t.mayForce() {
		return fresh, err
	}
	res, err := t.sdk.GetAccessTokenDirectly(ctx, true)
	if err != nil {
		return "", err
	}
	t.keep(res.AccessToken)
	_ = t.store.SetContext(ctx, t.key, res.AccessToken, time.Duration(res.ExpiresIn-300)*time.Second)
	return res.AccessToken, nil
}

func (t *token) mayForce() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if now := t.now(); now.Sub(t.forced) > forceEvery {
		t.forced = now
		return true
	}
	return false
}
