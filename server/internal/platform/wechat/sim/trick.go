package sim

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// A Trick is what the network or an attacker does to the next pushes.
type Trick struct {
	Event string `json:"event"` // only these; "" is any
	Times int    `json:"times"` // of how many pushes; 0 is one
	Do    string `json:"do"`
	MS    int    `json:"ms"` // how long it is late, or waits for the next one at most; 0 is a second
}

// tricks are the ways that there are. A forged try comes before the true ones.
var tricks = map[string]string{
	"duplicate":     "送到了，仍然再送",
	"delay":         "晚到一会儿",
	"reorder":       "后发先到：等下一条先走",
	"bad_signature": "伪造：签名不对",
	"stale":         "伪造：重放一小时前的",
	"plain":         "伪造：不加密",
	"other_app":     "伪造：属于别的小程序",
}

func (s *Sim) addTrick(t Trick) error {
	if tricks[t.Do] == "" {
		return errors.New("no such trick; there are " + strings.Join(slices.Sorted(maps.Keys(tricks)), ", "))
	}
	t.Times = max(t.Times, 1)
	s.Tricks = append(s.Tricks, &t)
	return nil
}

// tricked is a push after the first trick that is meant for it.
func (s *Sim) tricked(o outgoing) outgoing {
	i := slices.IndexFunc(s.Tricks, func(t *Trick) bool { return t.Event == "" || t.Event == o.name })
	if i < 0 {
		return o
	}
	t := s.Tricks[i]
	if t.Times--; t.Times == 0 {
		s.Tricks = slices.Delete(s.Tricks, i, i+1)
	}
	if o.trick = t.Do; t.Do == "delay" || t.Do == "reorder" {
		o.delay = cmp.Or(time.Duration(t.MS)*time.Millisecond, time.Second)
	}
	return o
}

// xmlOf writes an event as WeChat does: texts as CDATA, lists as repeated
// elements inside one that is named after the event.
func xmlOf(event map[string]any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("<xml>")
	if inner, there := event["List"]; there {
		event = maps.Clone(event)
		delete(event, "List")
		event[camel(fmt.Sprint(event["Event"]))] = map[string]any{"List": inner}
	}
	err := elements(&b, event)
	b.WriteString("</xml>")
	return b.Bytes(), err
}

func elements(b *bytes.Buffer, m map[string]any) error {
	for _, key := range slices.Sorted(maps.Keys(m)) {
		values := []any{m[key]}
		switch v := m[key].(type) {
		case []map[string]any:
			values = values[:0]
			for _, x := range v {
				values = append(values, x)
			}
		case []any:
			values = v
		}
		for _, v := range values {
			fmt.Fprintf(b, "<%s>", key)
			if err := element(b, v); err != nil {
				return err
			}
			fmt.Fprintf(b, "</%s>", key)
		}
	}
	return nil
}

func element(b *bytes.Buffer, v any) error {
	switch v := v.(type) {
	case map[string]any:
		return elements(b, v)
	case string:
		if strings.Contains(v, "]]>") {
			return errors.New("a text that CDATA cannot hold")
		}
		fmt.Fprintf(b, "<![CDATA[%s]]>", v)
	default:
		fmt.Fprint(b, v)
	}
	return nil
}

// camel turns subscribe_msg_popup_event into SubscribeMsgPopupEvent.
func camel(name string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(name, "_") {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}
