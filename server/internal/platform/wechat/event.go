package wechat

import (
	"encoding/json"
	"encoding/xml"
	"strconv"
	"strings"
	"time"
)

// An Event is one push. Of the lists at most one is filled. An official
// account's followers come and go as "subscribe" and "unsubscribe".
type Event struct {
	App    string
	OpenID string
	Name   string
	At     time.Time
	Popup  []Choice // subscribe_msg_popup_event: what somebody chose in the dialog
	Change []Choice // subscribe_msg_change_event: what somebody took back in the settings
	Sent   []Sent   // subscribe_msg_sent_event, TEMPLATESENDJOBFINISH: what became of messages
	Media  *MediaResult
}

// A Choice is somebody's answer for one template.
type Choice struct {
	Template string
	Accepted bool
	Status   string // in WeChat's word: accept, reject, ban, filter
}

// Sent is what became of a message.
type Sent struct {
	Template string
	MsgID    int64
	Code     int64
	Status   string
}

// MediaResult is the verdict on a picture or sound.
type MediaResult struct {
	TraceID, Suggest, Label string
	ErrCode                 int64 // not 0: there is no verdict, ask again
}

// wire is the push as WeChat writes it, in JSON or XML.
type wire struct {
	FromUserName string
	CreateTime   number
	Event        string
	List         some[item] `xml:"-"`
	Popup        []item     `json:"-" xml:"SubscribeMsgPopupEvent>List"`
	Change       []item     `json:"-" xml:"SubscribeMsgChangeEvent>List"`
	SentList     []item     `json:"-" xml:"SubscribeMsgSentEvent>List"`
	MsgID        number     // of TEMPLATESENDJOBFINISH, as is Status
	Status       string
	TraceID      string `json:"trace_id" xml:"trace_id"`
	ErrCode      number `json:"errcode" xml:"errcode"`
	Result       struct {
		Suggest string `json:"suggest" xml:"suggest"`
		Label   number `json:"label" xml:"label"`
	} `json:"result" xml:"result"`
}

type item struct {
	TemplateID            string `json:"TemplateId" xml:"TemplateId"`
	SubscribeStatusString string
	MsgID                 number
	ErrorCode             number
	ErrorStatus           string
}

// number is an integer that WeChat writes as one or as a string.
type number int64

func (n *number) UnmarshalText(b []byte) error { return n.UnmarshalJSON(b) }

func (n *number) UnmarshalJSON(b []byte) error {
	v, err := strconv.ParseInt(strings.Trim(string(b), `" `), 10, 64)
	if err != nil && strings.Trim(string(b), `" `) != "" {
		return errBody
	}
	*n = number(v)
	return nil
}

// some is a list that WeChat writes as a bare object when it has one entry.
type some[T any] []T

func (s *some[T]) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		return json.Unmarshal(b, (*[]T)(s))
	}
	var one T
	err := json.Unmarshal(b, &one)
	*s = some[T]{one}
	return err
}

func parse(app string, msg []byte) (Event, error) {
	var w wire
	var err error
	if strings.HasPrefix(strings.TrimSpace(string(msg)), "<") {
		err = xml.Unmarshal(msg, &w)
	} else {
		err = json.Unmarshal(msg, &w)
	}
	if err != nil {
		return Event{}, errBody
	}
	e := Event{App: app, OpenID: w.FromUserName, Name: w.Event, At: time.Unix(int64(w.CreateTime), 0)}
	switch w.Event {
	case "subscribe_msg_popup_event":
		e.Popup = choices(append(w.List, w.Popup...))
	case "subscribe_msg_change_event":
		e.Change = choices(append(w.List, w.Change...))
	case "subscribe_msg_sent_event":
		for _, i := range append(w.List, w.SentList...) {
			e.Sent = append(e.Sent, Sent{i.TemplateID, int64(i.MsgID), int64(i.ErrorCode), i.ErrorStatus})
		}
	case "TEMPLATESENDJOBFINISH":
		e.Sent = []Sent{{MsgID: int64(w.MsgID), Code: finished(w.Status), Status: w.Status}}
	case "wxa_media_check":
		e.Media = &MediaResult{w.TraceID, w.Result.Suggest, strconv.FormatInt(int64(w.Result.Label), 10), int64(w.ErrCode)}
	}
	return e, nil
}

// finished turns an official account's words, such as "failed:user block",
// into a code.
func finished(status string) int64 {
	if status == "success" {
		return 0
	}
	return CodeUndelivered
}

func choices(items []item) (out []Choice) {
	for _, i := range items {
		out = append(out, Choice{i.TemplateID, strings.HasPrefix(i.SubscribeStatusString, "accept"), i.SubscribeStatusString}) // with a sound it is accepted too
	}
	return out
}
