package main

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
)

// A view is a list, a count or a board as somebody opens it.
type view struct {
	name string
	ask  func(conn int) request // every connection is somebody else where there are so many
}

// views are all lists that there are, by who asks, in every order and with
// every filter that has to find its rows by an index.
func (w *world) views(ctx context.Context) ([]view, error) {
	micro, err := w.microGrid(ctx)
	if err != nil {
		return nil, err
	}
	resident, worker, leader := phones(w.people.residents), phones(w.people.workers), phones(w.people.leaders)
	staff, county := w.browser("staff1"), w.browser("county1")
	var out []view
	add := func(who string, as func(string) func(int) request, paths ...string) {
		for _, p := range paths {
			out = append(out, view{who + " " + p, as("/v1" + p)})
		}
	}
	issues := func(scope string, more ...string) (paths []string) {
		for _, m := range more {
			paths = append(paths, "/issues?scope="+scope+m)
		}
		return paths
	}
	add("resident", resident, issues("mine", "", "&sort=oldest", "&sort=due", "&state=submitted,accepted")...)
	add("resident", resident, issues("public", "", "&sort=oldest")...)
	add("resident", resident, "/issues?scope=joined", "/issues/similar?category=lamp&q="+url.QueryEscape("路灯不亮"))
	add("worker", worker, issues("work", "", "&sort=oldest", "&sort=due", "&state=submitted", "&category=lamp", "&overdue=true")...)
	add("leader", leader, issues("work", "", "&sort=oldest", "&sort=due", "&state=submitted,accepted", "&category=lamp", "&overdue=true")...)
	add("staff", staff, issues("work", "", "&sort=oldest", "&sort=due", "&state=submitted", "&state=closed&sort=oldest", "&category=lamp", "&overdue=true", "&grid=3", "&micro_grid="+micro)...)
	add("county", county, issues("work", "", "&sort=due", "&state=submitted", "&community=1&sort=due")...)
	few := "987654"[:len(strconv.Itoa(w.issues))-3]                // about 300 of them, however large the world is
	for _, words := range []string{"第77号", "路灯", few, "灯", "井盖"} { // one, all, a few among many that are like them, all, none
		q := "&q=" + url.QueryEscape(words)
		add("leader", leader, issues("work", q, "&state=closed&sort=oldest"+q)...)
		add("staff", staff, "/issues/counts?scope=work"+q)
	}
	add("resident", resident, "/issues/counts?scope=mine", "/messages", "/home")
	add("worker", worker, "/issues/counts?scope=work", "/home")
	add("leader", leader, "/issues/counts?scope=work", "/staff/overview")
	add("staff", staff, "/issues/counts?scope=work", "/staff/overview", "/staff/deliveries", "/staff/people", "/staff/patrols", "/staff/weeks")
	return out, nil
}

func (w *world) microGrid(ctx context.Context) (id string, err error) {
	return id, w.pool.QueryRowContext(ctx, `SELECT MIN(id) FROM micro_grids WHERE valid_until IS NULL`).Scan(&id)
}

func phones(tokens []string) func(path string) func(int) request {
	return func(path string) func(int) request {
		return func(i int) request {
			return request{method: http.MethodGet, path: path, token: tokens[i%len(tokens)]}
		}
	}
}

func (w *world) browser(name string) func(path string) func(int) request {
	return func(path string) func(int) request {
		return func(int) request { return request{method: http.MethodGet, path: path, cookie: w.people.desk[name]} }
	}
}
