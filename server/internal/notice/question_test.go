package notice

import (
	"testing"
	"time"
)

func TestAQuestionGoesToTheWorkerAndItsAnswerCanBeShownToAll(t *testing.T) {
	w := newTown(t)
	id := w.sends(draft())
	w.expands()
	r1, worker := w.who["r1"], w.who["worker01-01"]
	_, err := w.Ask(t.Context(), r1, id, "  ")
	w.refuses("nothing", err, ErrAsk)
	q, err := w.Ask(t.Context(), r1, id, "几点恢复供水？")
	if err != nil || q.Owner != "张" || !q.DueAt.After(w.clock.Now()) || q.DueAt.Sub(w.clock.Now()) > 3*24*time.Hour || q.Asker != "" {
		t.Fatalf("%+v %v", q, err)
	}
	w.wants("told", w.number(`SELECT COUNT(*) FROM messages WHERE account_id = ? AND event = 'notice.asked'`, worker.ID), 1)
	for name, want := range map[string]int{"worker01-01": 1, "worker02-01": 0, "leader": 1, "staff": 1, "r1": 0} {
		if list, err := w.Questions(t.Context(), w.who[name], QuestionQuery{Open: true, Limit: 10}); err != nil || len(list) != want {
			t.Errorf("%s sees %d, %v", name, len(list), err)
		}
	}
	w.waits("worker01-01", Waiting{ToAnswer: 1})
	w.waits("staff", Waiting{})
	_, err = w.Answer(t.Context(), w.who["worker02-01"], q.ID, Answer{Answer: "x"})
	w.refuses("another's", err, ErrQuestion)
	if q, err = w.Answer(t.Context(), worker, q.ID, Answer{Answer: "晚上八点", Publish: true, Question: "何时恢复供水？"}); err != nil || q.AnsweredBy != "张" {
		t.Errorf("%+v %v", q, err)
	}
	_, err = w.Answer(t.Context(), w.who["staff"], q.ID, Answer{Answer: "x"})
	w.refuses("twice", err, ErrAnswered)
	p, err := w.Page(t.Context(), w.who["r2"], id)
	if err != nil || len(p.FAQs) != 1 || p.FAQs[0].Question != "何时恢复供水？" || len(p.Questions) != 0 {
		t.Errorf("another resident: %+v %v", p, err)
	}
	if p, err = w.Page(t.Context(), r1, id); err != nil || len(p.Questions) != 1 || p.Questions[0].Answer != "晚上八点" {
		t.Errorf("who asked: %+v %v", p, err)
	}
	for words, want := range map[string]int{"恢复供水": 1, "停水": 1, "明天 八点": 1, "停电": 0, "%": 0} {
		if list, err := w.MyNotices(t.Context(), r1, words, 0, 10); err != nil || len(list) != want {
			t.Errorf("%s: %d, %v", words, len(list), err)
		}
	}
	f, err := w.EditFAQ(t.Context(), w.who["staff"], id, p.FAQs[0].ID, FAQDraft{"何时来水？", "九点"})
	if err != nil || f.Answer != "九点" {
		t.Error(f, err)
	}
	if err := w.DropFAQ(t.Context(), w.who["staff"], id, f.ID); err != nil {
		t.Error(err)
	}
	w.refuses("again", w.DropFAQ(t.Context(), w.who["staff"], id, f.ID), ErrFAQ)
}

func TestANumberIsFoundAsItselfAndNotWithinAnother(t *testing.T) {
	w := newTown(t)
	d := draft()
	d.Title, d.HTML = "2019年的规定（第12号）", "<p>请9号楼的居民8:30到A3室，共15.5元。</p>"
	w.sends(d)
	w.expands()
	for words, want := range map[string]int{"9": 1, "9号楼": 1, "19": 0, "2019": 1, "201": 0, "号楼": 1, "2": 0, "12号": 1, "2号": 0, "8:30": 1, "8:3": 0, "15.5": 1, "15x5": 0, "a3": 1, "a\\3": 0, "2019 规定": 1, "2019 9 30": 1} {
		mine, err := w.MyNotices(t.Context(), w.who["r1"], words, 0, 10)
		if err != nil || len(mine) != want {
			t.Errorf("%s: a resident finds %d, %v", words, len(mine), err)
		}
		if list, err := w.List(t.Context(), w.who["staff"], Query{Words: words, Limit: 10}); err != nil || len(list) != want {
			t.Errorf("%s: staff find %d, %v", words, len(list), err)
		}
	}
}

func TestNobodyAsksWithoutEndOrAboutWhatWasNotForHim(t *testing.T) {
	w := newTown(t)
	d := draft()
	d.Audience.MicroGrids = []int64{w.at["01-01"].MicroGrid}
	id := w.sends(d)
	w.expands()
	_, err := w.Ask(t.Context(), w.who["r2"], id, "与我有关吗？")
	w.refuses("not for him", err, ErrNotFound)
	_, err = w.Page(t.Context(), w.who["r2"], id)
	w.refuses("not for him", err, ErrNotFound)
	for range asksPerDay {
		if _, err := w.Ask(t.Context(), w.who["r1"], id, "？"); err != nil {
			t.Fatal(err)
		}
	}
	_, err = w.Ask(t.Context(), w.who["r1"], id, "？")
	w.refuses("too many", err, ErrAskMany)
}
