package notice

import (
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func TestReceiptsAlwaysAddUpAndOnlyOnesOwnWorkerSeesNames(t *testing.T) {
	w := newTown(t)
	w.crowd(2, "01-01")
	elder := account.ID(w.number(`SELECT MAX(id) FROM accounts`))
	if _, err := w.NoteTags(t.Context(), w.who["worker01-01"], elder, []string{"elder"}, true); err != nil {
		t.Fatal(err)
	}
	d := draft()
	d.Tell = true
	id := w.sends(d)
	w.expands()
	mine, other := w.who["worker01-01"], w.who["worker02-01"]
	list, err := w.ToTell(t.Context(), mine, TellQuery{Limit: 10})
	if err != nil || len(list) != 3 || list[0].Account != elder || !list[0].First || list[1].First || len(list[0].Notices) != 1 || list[0].Notices[0].Title != d.Title {
		t.Fatalf("%+v %v", list, err)
	}
	rest, err := w.ToTell(t.Context(), mine, TellQuery{Limit: 10, After: list[0].mark()})
	if err != nil || len(rest) != 2 || rest[0].Account != list[1].Account {
		t.Errorf("the next page: %+v %v", rest, err)
	}
	for name, want := range map[string]int{"leader": 0, "staff": 0, "worker02-01": 1, "r1": 0} {
		if list, err := w.ToTell(t.Context(), w.who[name], TellQuery{Limit: 10}); err != nil || len(list) != want {
			t.Errorf("%s sees %d, %v", name, len(list), err)
		}
	}
	w.refuses("another's", w.Tell(t.Context(), other, id, Telling{Account: elder, Way: ByVisit}), ErrNotFound)
	w.refuses("by staff", w.Tell(t.Context(), w.who["staff"], id, Telling{Account: elder, Way: ByVisit}), ErrNotFound)
	w.givesTheNumberTo(mine, other, id, elder)
	early := w.clock.Now().Add(-time.Hour)
	w.refuses("before it was sent", w.Tell(t.Context(), mine, id, Telling{Account: elder, Way: ByVisit, At: &early}), ErrToldWhen)
	for name, err := range map[string]error{"told": w.Tell(t.Context(), mine, id, Telling{Account: elder, Way: ByVisit}), "read": w.Read(t.Context(), w.who["r1"], id),
		"confirmed": w.Confirm(t.Context(), w.who["r2"], id), "read again": w.Read(t.Context(), w.who["r2"], id)} {
		if err != nil {
			t.Error(name, err)
		}
	}
	w.wants("counts", w.counts(id), Counts{Targeted: 4, Read: 1, Confirmed: 1, Told: 1, Unreached: 1})
	_, err = w.PhoneToTell(t.Context(), mine, id, elder)
	w.refuses("the number of who was told", err, ErrReached)
	w.wants("told by", w.number(`SELECT COUNT(*) FROM notice_receipts WHERE account_id = ? AND told_by = ? AND told_way = 'visit'`, elder, mine.ID), 1)
	all, err := w.Receipts(t.Context(), w.who["staff"], id)
	if err != nil || len(all.Items) != 2 || all.Total != w.counts(id) || all.Items[0].Name != "01-01" {
		t.Errorf("%+v %v", all, err)
	}
	if n, err := unread(t.Context(), w.DB, w.who["r1"].ID); err != nil || n != 0 {
		t.Error(n, err)
	}
	if n, err := w.Push.Unread(t.Context(), w.DB, w.who["r1"].ID); err != nil || n != 0 {
		t.Error("the message is still unread: ", n, err)
	}
	w.audited(0)
}

// givesTheNumberTo says that the own worker gets the number of who is to be told, and another one does not.
func (w *town) givesTheNumberTo(mine, other account.Actor, id ID, elder account.ID) {
	w.Helper()
	_, err := w.PhoneToTell(w.Context(), other, id, elder)
	w.refuses("the number, for another's", err, ErrNotFound)
	sealed, err := w.Accounts.Seal.Seal("13800001111", "phone")
	w.refuses("no error", err, nil)
	w.tx(func(tx *db.Tx) error {
		_, err := tx.ExecContext(w.Context(), `UPDATE accounts SET phone_sealed = ? WHERE id = ?`, sealed, elder)
		return err
	})
	phone, err := w.PhoneToTell(w.Context(), mine, id, elder)
	w.wants("the number", phone, "13800001111")
	w.refuses("no error", err, nil)
}

func TestTheAuditNamesReceiptsThatDoNotAddUp(t *testing.T) {
	w := newTown(t)
	w.sends(draft())
	w.expands()
	w.audited(0)
	for _, harm := range []string{
		`UPDATE notice_tallies SET unreached = unreached + 1 WHERE micro_grid_id = ` + itoa(w.at["01-01"].MicroGrid),
		`UPDATE notice_receipts SET state = 'read' WHERE account_id = ` + itoa(int64(w.who["r2"].ID)),
	} {
		if _, err := w.DB.Pool().Exec(harm); err != nil {
			t.Fatal(err)
		}
	}
	w.audited(4) // the first one's sum and count; the second one's count, and that it has no time
}

func (w *town) audited(want int) {
	w.Helper()
	var found []string
	n, err := w.Audit(w.Context(), func(f Finding) { found = append(found, f.String()) })
	if err != nil || len(found) != want || n != w.number(`SELECT COUNT(*) FROM notice_fanouts`) {
		w.Errorf("%d notices: %v instead of %d findings, %v", n, found, want, err)
	}
}

func TestTagsAreWhatResidentsChooseOrAgreedTo(t *testing.T) {
	w := newTown(t)
	r1, worker := w.who["r1"], w.who["worker01-01"]
	list, err := w.MyTags(t.Context(), r1)
	if err != nil || len(list) != 2 || list[0].Code != "elder" || list[1].Code != "volunteer" || list[0].Held {
		t.Fatal(list, err)
	}
	_, err = w.ChooseTags(t.Context(), r1, []string{"support"})
	w.refuses("one that only the worker notes", err, ErrTag)
	_, err = w.NoteTags(t.Context(), worker, r1.ID, []string{"support"}, false)
	w.refuses("without his agreement", err, ErrAgreed)
	_, err = w.NoteTags(t.Context(), w.who["worker02-01"], r1.ID, []string{"support"}, true)
	w.refuses("another's resident", err, ErrResident)
	if _, err = w.NoteTags(t.Context(), worker, r1.ID, []string{"support"}, true); err != nil {
		t.Fatal(err)
	}
	if list, err = w.MyTags(t.Context(), r1); err != nil || len(list) != 3 || list[1].By != "张" {
		t.Errorf("%+v %v", list, err)
	}
	d := draft()
	d.Audience.Tags = []string{"support"}
	id := w.sends(d)
	w.expands()
	w.wants("for whom", w.number(`SELECT account_id FROM notice_receipts WHERE notice_id = ?`, id), r1.ID)
	if list, err = w.ChooseTags(t.Context(), r1, []string{"elder"}); err != nil || len(list) != 2 || !list[0].Held || list[0].By != "" || list[1].Held {
		t.Errorf("what was noted of him he can take away: %+v %v", list, err)
	}
}

func TestThePeopleOfAVacantPostAreToldByTheGridsLeader(t *testing.T) {
	w := newTown(t)
	d := draft()
	d.Tell = true
	id := w.sends(d)
	w.clock.Advance(time.Hour)
	later := w.sends(d)
	w.expands()
	leader := w.who["leader"]
	if _, err := w.DB.Pool().Exec(`UPDATE role_grants SET revoked_at = ? WHERE account_id IN (?, ?) AND role = 'worker'`, w.clock.Now(), w.who["worker01-01"].ID, w.who["worker02-01"].ID); err != nil {
		t.Fatal(err)
	}
	list, err := w.ToTell(t.Context(), leader, TellQuery{Limit: 10})
	if err != nil || len(list) != 1 || list[0].Account != w.who["r1"].ID || len(list[0].Notices) != 2 || list[0].Notices[0].Notice != later { // not who lives in the other grid
		t.Fatalf("%+v %v", list, err)
	}
	w.refuses("of another grid", w.Tell(t.Context(), leader, id, Telling{Account: w.who["r2"].ID, Way: ByPhone}), ErrNotFound)
	early := w.clock.Now().Add(-time.Minute) // of the later one he did not know then
	if err := w.Tell(t.Context(), leader, id, Telling{Account: w.who["r1"].ID, Way: ByPhone, At: &early, All: true}); err != nil {
		t.Error(err)
	}
	w.wants("counts", w.counts(id), Counts{Targeted: 2, Told: 1, Unreached: 1})
	w.wants("counts of what was not sent by then", w.counts(later), Counts{Targeted: 2, Unreached: 2})
	if err := w.Tell(t.Context(), leader, id, Telling{Account: w.who["r1"].ID, Way: ByVisit, All: true}); err != nil {
		t.Error(err)
	}
	w.wants("counts of all", w.counts(later), Counts{Targeted: 2, Told: 1, Unreached: 1})
}

func TestACorrectionKeepsTablesPicturesAndLinks(t *testing.T) {
	w := newTown(t)
	id := w.sends(draft())
	rich := `<table><tr><td colspan="2">周一</td></tr></table><p style="text-align:center"><a href="https://example.org/a">原文</a></p><script>x</script>`
	w.must(w.takes("staff", id, Take{Step: Correct, Reason: "补充时间表", HTML: rich}))
	page := w.must(w.Get(t.Context(), w.who["staff"], id))
	want := `<table><tr><td colspan="2">周一</td></tr></table><p style="text-align: center"><a href="https://example.org/a" rel="noreferrer">原文</a></p>`
	if page.HTML != want {
		t.Errorf("%s", page.HTML)
	}
}
