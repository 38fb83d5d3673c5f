package issue

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"slices"
	"time"
)

// report files an issue that has to be taken.
func (w *town) report(who string, d Draft) Issue {
	w.Helper()
	if d.Words == "" {
		d.Words = "3 号楼的路灯不亮了"
	}
	if d.Category == "" {
		d.Category = "lamp"
	}
	is, err := w.Report(w.Context(), w.who[who], d)
	if err != nil {
		w.Fatal(err)
	}
	return is
}

// take takes a step, on the version that was seen, that has to work.
func (w *town) take(who string, seen Issue, d StepDraft) Issue {
	w.Helper()
	is, err := w.try(who, seen, d)
	if err != nil {
		w.Fatalf("%s as %s on %s: %v", d.Step, who, seen.State, err)
	}
	return is
}

func (w *town) try(who string, seen Issue, d StepDraft) (Issue, error) {
	d.Version = seen.Version
	return w.Take(w.Context(), w.who[who], seen.ID, d)
}

func (w *town) row(id ID) record {
	w.Helper()
	r, err := get(w.Context(), w.DB, id)
	if err != nil {
		w.Fatal(err)
	}
	return r
}

// told are the titles of somebody's messages, the oldest first.
func (w *town) told(who string) (titles []string) {
	w.Helper()
	list, err := w.Push.Inbox(w.Context(), w.who[who], 0, 100)
	if err != nil {
		w.Fatal(err)
	}
	for _, m := range list {
		titles = append(titles, m.Title)
	}
	slices.Reverse(titles)
	return titles
}

// audit is every complaint about the whole database.
func (w *town) audit() (complaints []string) {
	w.Helper()
	if _, err := w.Audit(context.WithoutCancel(w.Context()), func(f Finding) { complaints = append(complaints, f.String()) }); err != nil {
		w.Fatal(err)
	}
	return complaints
}

// upload keeps a photo of the given size.
func (w *town) upload(who string, width, height int) Photo {
	w.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		w.Fatal(err)
	}
	p, err := w.Upload(w.Context(), w.who[who], &b)
	if err != nil {
		w.Fatal(err)
	}
	return p
}

// give gives a task of the issue to somebody, or to an outside body.
func (w *town) give(who string, seen Issue, to string) Issue {
	w.Helper()
	until := w.clock.Now().Add(72 * time.Hour)
	d := StepDraft{Step: GiveTask, Text: "请看看电线", Until: &until, Target: int64(w.who[to].ID)}
	if d.Target == 0 {
		d.Body = w.body(to)
	}
	return w.take(who, seen, d)
}

func (w *town) body(name string) BodyID {
	w.Helper()
	return BodyID(w.number(`SELECT id FROM bodies WHERE community_id = ? AND name = ?`, w.at["a"].Community, name))
}
