package api

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"huiyin/server/internal/platform/problem"
)

// Page is one page of a list.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty" doc:"pass as cursor to get the next page; absent on the last one"`
}

// ErrCursor means that a cursor was not made by this server.
var ErrCursor = problem.New(problem.Invalid, "request.cursor", "翻页标记已失效，请回到第一页")

// EncodeCursor packs the sort keys of a page's last item.
func EncodeCursor(keys ...any) string {
	b, _ := json.Marshal(keys) // strings, numbers and times always marshal
	return base64.RawURLEncoding.EncodeToString(b)
}

// DecodeCursor unpacks a cursor into pointers of the same types and order.
func DecodeCursor(cursor string, keys ...any) error {
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return ErrCursor
	}
	var raw []json.RawMessage
	if json.Unmarshal(b, &raw) != nil || len(raw) != len(keys) {
		return ErrCursor
	}
	for i, k := range keys {
		if json.Unmarshal(raw[i], k) != nil {
			return ErrCursor
		}
		if t, ok := k.(*time.Time); ok && t.Year() < 1970 { // not every database compares with such a time
			return ErrCursor
		}
	}
	return nil
}

// Cut makes a page of up to limit items from a list that was read with one
// more than that; cursor packs the keys of the last item shown.
func Cut[T any](items []T, limit int, cursor func(T) string) Page[T] {
	if len(items) <= limit {
		return Page[T]{Items: items}
	}
	items = items[:limit]
	return Page[T]{items, cursor(items[limit-1])}
}

// Paging is which part of a list is asked for.
type Paging struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
	Cursor string `query:"cursor" maxLength:"200"`
}

// After reads the item after which the list goes on, as EncodeCursor wrote it;
// at the beginning of the list it leaves what is there.
func (p *Paging) After(into ...any) error {
	if p.Cursor == "" {
		return nil
	}
	return DecodeCursor(p.Cursor, into...)
}
