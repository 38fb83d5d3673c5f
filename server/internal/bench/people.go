package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// people are signed in; each token belongs to another person.
type people struct {
	residents []string // tokens of the mini-program
	workers   []string
	leaders   []string
	desk      map[string]string // cookie of a staff account
}

const (
	residentCount = 64
	workerCount   = 8
	leaderCount   = 8
)

// signIn signs everybody in as phones do: through the simulator of WeChat and
// the program's own operations.
func (w *world) signIn(ctx context.Context) (p people, err error) {
	for i := range residentCount {
		token, err := w.resident(ctx, i)
		if err != nil {
			return p, err
		}
		p.residents = append(p.residents, token)
	}
	for i := range workerCount {
		if p.workers, err = w.officer(ctx, p.workers, "worker", i); err != nil {
			return p, err
		}
	}
	for i := range leaderCount {
		if p.leaders, err = w.officer(ctx, p.leaders, "leader", i); err != nil {
			return p, err
		}
	}
	p.desk = map[string]string{}
	for _, name := range []string{"staff1", "county1", "admin"} {
		res, err := w.call(ctx, http.MethodPost, "/v1/staff/sessions", "", map[string]any{"username": name, "password": password})
		if err != nil {
			return p, err
		}
		p.desk[name] = res.cookie
	}
	return p, nil
}

// resident signs in and, the first time, says where he lives.
func (w *world) resident(ctx context.Context, i int) (string, error) {
	token, me, err := w.phone(ctx, "resident"+strconv.Itoa(i))
	if err != nil || me["home"] != nil {
		return token, err
	}
	var building int64
	err = w.pool.QueryRowContext(ctx, `
		SELECT building_id FROM building_micro_grids GROUP BY building_id HAVING COUNT(*) = 1 ORDER BY building_id LIMIT 1 OFFSET ?`, i).Scan(&building)
	if err != nil {
		return "", err
	}
	_, err = w.call(ctx, http.MethodPut, "/v1/me/home", token, map[string]any{"building_id": building})
	return token, err
}

// officer signs in on a phone whose number was imported with a post.
func (w *world) officer(ctx context.Context, list []string, role string, i int) ([]string, error) {
	user := role + strconv.Itoa(i)
	token, me, err := w.phone(ctx, user)
	if err != nil {
		return nil, err
	}
	if roles, _ := me["roles"].([]any); len(roles) == 0 {
		code, err := w.bench.wechatCode("phone", user)
		if err != nil {
			return nil, err
		}
		if _, err := w.call(ctx, http.MethodPost, "/v1/me/phone", token, map[string]any{"code": code}); err != nil {
			return nil, err
		}
	}
	return append(list, token), nil
}

// phone opens the mini-program and agrees to the privacy text.
func (w *world) phone(ctx context.Context, user string) (token string, me map[string]any, err error) {
	code, err := w.bench.wechatCode("login", user)
	if err != nil {
		return "", nil, err
	}
	res, err := w.call(ctx, http.MethodPost, "/v1/sessions", "", map[string]any{"code": code})
	if err != nil {
		return "", nil, err
	}
	token, _ = res.body["token"].(string)
	me, _ = res.body["me"].(map[string]any)
	if me["consent"] != nil {
		return token, me, nil
	}
	res, err = w.call(ctx, http.MethodPost, "/v1/me/consent", token, map[string]any{"version": me["consent_needed"]})
	return token, res.body, err
}

type reply struct {
	raw    []byte
	body   map[string]any
	cookie string
}

// call asks the program for something that must work.
func (w *world) call(ctx context.Context, method, path, token string, body any) (reply, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return reply{}, err
	}
	r, err := http.NewRequestWithContext(ctx, method, "http://"+w.serve.addr+path, bytes.NewReader(b))
	if err != nil {
		return reply{}, err
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return send(r)
}

func send(r *http.Request) (out reply, err error) {
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return out, err
	}
	defer res.Body.Close()
	if out.raw, err = io.ReadAll(res.Body); err != nil {
		return out, err
	}
	if res.StatusCode >= 300 {
		return out, fmt.Errorf("%s %s: %d %s", r.Method, r.URL.Path, res.StatusCode, out.raw)
	}
	for _, c := range res.Cookies() {
		out.cookie = c.Name + "=" + c.Value
	}
	if len(out.raw) > 0 {
		err = json.Unmarshal(out.raw, &out.body)
	}
	return out, err
}
