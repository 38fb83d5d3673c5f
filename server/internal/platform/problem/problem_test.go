package problem

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

func TestCopiesOfADeclaredErrorAreStillThatError(t *testing.T) {
	declared := New(Conflict, "issue.closed", "已办结")
	copied := declared.With(Field{"body.step", "x"}).Saying("另一句").After(time.Second)
	if !errors.Is(fmt.Errorf("outer: %w", copied), declared) {
		t.Error("a copy must be found by errors.Is")
	}
	if errors.Is(copied, New(Conflict, "issue.open", "")) {
		t.Error("another code is another error")
	}
	if len(declared.Fields) != 0 || declared.RetryAfter != 0 || declared.Detail != "已办结" {
		t.Error("the declared error must not change")
	}
}
