package issue

import (
	"slices"
	"time"

	"huiyin/server/internal/platform/problem"
)

// lacking says what the step still needs.
func (s *Service) lacking(w rule, d StepDraft, now time.Time) error {
	var missing []problem.Field
	need := func(n Need, path string, there bool) {
		if slices.Contains(w.Needs, n) && !there {
			missing = append(missing, problem.Field{Path: "body." + path, Message: "请填写"})
		}
	}
	need(Text, "text", d.Text != "" || w.Step == Reopen)
	need(Reason, "text", d.Text != "")
	need(Target, "target_account_id", d.Target != 0)
	need(Grade, "grade", d.Grade != nil)
	need(Resolved, "resolved", d.Resolved != nil)
	need(Result, "outcome", d.Outcome != nil)
	need(Until, "until", d.Until != nil)
	need(Means, "way", d.Way != nil)
	need(ByWhom, "target_account_id", (d.Target != 0) != (d.Body != 0))
	need(OfTask, "task", d.Task != 0)
	need(Original, "original_id", d.Original != 0)
	if d.Outcome != nil && *d.Outcome == OutOfScope && d.ReferTo == "" {
		missing = append(missing, problem.Field{Path: "body.refer_to", Message: "请写明居民可以向谁反映"})
	}
	if len(missing) > 0 {
		return ErrNeeds.With(missing...)
	}
	return s.unfit(w, d, now)
}

// unfit says what of a complete draft cannot be taken.
func (s *Service) unfit(w rule, d StepDraft, now time.Time) error {
	helper := slices.Contains(w.Needs, ByWhom)
	for need, given := range map[Need]bool{Target: d.Target != 0 && !helper, ByWhom: d.Body != 0, OfTask: d.Task != 0, Grade: d.Grade != nil, Resolved: d.Resolved != nil || d.Responded != nil, Until: d.Until != nil,
		Result: d.Outcome != nil || d.ReferTo != "", Original: d.Original != 0, Means: d.Way != nil || d.ToldAt != nil, Photos: len(d.Attachments) > 0} {
		if given && !slices.Contains(w.Needs, need) {
			return ErrNeeds.Saying("这一步不需要这些内容，请刷新后再操作")
		}
	}
	switch {
	case d.Until != nil && !d.Until.After(now):
		return ErrDate.With(problem.Field{Path: "body.until", Message: ErrDate.Detail})
	case d.Outcome != nil && *d.Outcome == Duplicate:
		return ErrNeeds.Saying("重复的诉求请用“并入”，这样居民能看到原来那一条的进展")
	case slices.Contains(w.Needs, Result) && s.vague(d.Text):
		return ErrVague.With(problem.Field{Path: "body.text", Message: ErrVague.Detail})
	}
	return nil
}
