package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"huiyin/server/internal/platform/problem"
)

// failure is an RFC 9457 problem document.
type failure struct {
	Status    int             `json:"status"`
	Code      string          `json:"code" doc:"stable name of the failure, such as issue.closed"`
	Detail    string          `json:"detail" doc:"one sentence for a person"`
	Fields    []problem.Field `json:"fields,omitempty" doc:"what is wrong with the request"`
	RequestID string          `json:"request_id,omitempty" doc:"names this request in the log"`
	wait      int
}

func (f *failure) Error() string             { return f.Code + ": " + f.Detail }
func (f *failure) GetStatus() int            { return f.Status }
func (f *failure) ContentType(string) string { return "application/problem+json" }

var statuses = map[problem.Kind]int{
	problem.Invalid:         http.StatusUnprocessableEntity,
	problem.Unauthenticated: http.StatusUnauthorized,
	problem.Forbidden:       http.StatusForbidden,
	problem.NotFound:        http.StatusNotFound,
	problem.Conflict:        http.StatusConflict,
	problem.Limited:         http.StatusTooManyRequests,
}

// refusals are the protocol's own failures, in words.
var refusals = map[int][2]string{
	http.StatusNotFound:              {"request.no_such_address", "没有这个地址，请检查后再试"},
	http.StatusMethodNotAllowed:      {"request.method", "这个地址不支持这种操作"},
	http.StatusNotAcceptable:         {"request.accept", "只提供 JSON 格式的内容"},
	http.StatusRequestTimeout:        {"request.slow", "网络太慢，请稍后再试"},
	http.StatusRequestEntityTooLarge: {"request.too_large", "内容太大，请减少一些后再提交"},
	http.StatusUnsupportedMediaType:  {"request.media_type", "不支持这种格式的内容"},
}

func newFailure(ctx context.Context, status int, msg string, errs []error) *failure {
	id := RequestID(ctx)
	var p *problem.Error
	if errors.As(errors.Join(errs...), &p) {
		return &failure{Status: statuses[p.Kind], Code: p.Code, Detail: p.Detail, Fields: p.Fields, RequestID: id,
			wait: int(math.Ceil(p.RetryAfter.Seconds()))}
	}
	if status >= http.StatusInternalServerError {
		return broken(ctx, status, errors.Join(append(errs, errors.New(msg))...))
	}
	f := &failure{Status: status, Code: "request.invalid", Detail: "提交的内容有误，请检查后再试", RequestID: id}
	if r, ok := refusals[status]; ok {
		f.Code, f.Detail = r[0], r[1]
	}
	for _, err := range errs[:min(len(errs), maxFields)] {
		var d *huma.ErrorDetail
		if errors.As(err, &d) { // never echo d.Value: it may be personal
			f.Fields = append(f.Fields, problem.Field{Path: d.Location[:min(len(d.Location), maxPath)], Message: readable(d.Message)})
		}
	}
	return f
}

// readable keeps what the decoder says of what it cannot read to itself: it
// repeats numbers, and it speaks to programmers.
func readable(message string) string {
	if strings.HasPrefix(message, "json: ") {
		return "格式不对，无法读取"
	}
	return message
}

// broken is a failure of ours, or of what we stand on.
func broken(ctx context.Context, status int, err error) *failure {
	f := &failure{Status: status, Code: "internal", Detail: "服务出了问题，我们会尽快处理，请稍后再试", RequestID: RequestID(ctx)}
	switch {
	case errors.Is(err, context.Canceled): // the caller has gone and reads nothing of this
		slog.InfoContext(ctx, "request given up by its caller")
		return f
	case away(err):
		f.Status, f.Code, f.Detail, f.wait = http.StatusServiceUnavailable, "unavailable", "服务正在恢复，请过几秒再试", 5
	}
	slog.ErrorContext(ctx, "request failed", "err", err)
	return f
}

// Bounds of what a refusal lists: it is for a person who fixes a form.
const (
	maxFields = 20
	maxPath   = 80
)

// Refuse answers a plain HTTP request with a problem, for what stands outside
// the contract.
func Refuse(w http.ResponseWriter, r *http.Request, status int, err error) {
	var errs []error
	if err != nil {
		errs = []error{err}
	}
	f := newFailure(r.Context(), status, "", errs)
	if f.wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(f.wait))
	}
	w.Header().Set("Content-Type", f.ContentType(""))
	w.WriteHeader(f.Status)
	_ = json.NewEncoder(w).Encode(f)
}

// speakChinese replaces the validator's messages, which people get to read.
func speakChinese() {
	validation.MsgUnexpectedProperty = "不认识这一项"
	validation.MsgExpectedRequiredProperty = "缺少 %s"
	validation.MsgExpectedMinLength = "至少 %d 个字"
	validation.MsgExpectedMaxLength = "最多 %d 个字"
	validation.MsgExpectedMinItems = "至少 %d 项"
	validation.MsgExpectedMaxItems = "最多 %d 项"
	validation.MsgExpectedMinimumNumber = "不小于 %v"
	validation.MsgExpectedMaximumNumber = "不大于 %v"
	validation.MsgExpectedOneOf = "只能是其中之一：%s"
	validation.MsgExpectedRFC3339Date = "应为日期，如 2026-01-31"
	validation.MsgExpectedRFC3339DateTime = "应为时间，如 2026-01-31T09:00:00+08:00"
	validation.MsgExpectedString = "应为文字"
	validation.MsgExpectedInteger = "应为整数"
	validation.MsgExpectedNumber = "应为数字"
	validation.MsgExpectedBoolean = "应为是或否"
	validation.MsgExpectedObject = "应为对象"
	validation.MsgExpectedArray = "应为列表"
}
