package app

import (
	"huiyin/server/internal/grid"
	"huiyin/server/internal/issue"
	"huiyin/server/internal/push"
	"huiyin/server/internal/volunteer"
)

func categoriesOf(b grid.Book) []issue.Category {
	out := make([]issue.Category, len(b.Categories))
	for i, c := range b.Categories {
		out[i] = issue.Category{Code: c.Code, Name: c.Name, Icon: c.Icon, Hint: c.Hint, Domain: c.Domain, Public: c.Public, Open: c.PublicOpen, Checked: c.Checked,
			Limits: issue.Limits{Accept: c.Accept, Handle: c.Handle, Reply: c.Reply}}
		if c.EmergencyNumber != "" {
			out[i].Emergency = &issue.Emergency{Number: c.EmergencyNumber, Text: c.EmergencyText}
		}
	}
	return out
}

func bodiesOf(b grid.Book) []issue.BodyDraft {
	out := make([]issue.BodyDraft, len(b.Bodies))
	for i, e := range b.Bodies {
		out[i] = issue.BodyDraft{Name: e.Name, Kind: e.Kind, Limit: e.Limit.String(), Reachable: issue.Reachable{Contact: e.Contact, Phone: e.Phone}, Active: true}
	}
	return out
}

func careKindsOf(list []grid.Entry) []volunteer.CareKind {
	out := make([]volunteer.CareKind, len(list))
	for i, k := range list {
		out[i] = volunteer.CareKind{Code: k.Code, Name: k.Name}
	}
	return out
}

func kindsOf(b grid.Book) []volunteer.Kind {
	out := make([]volunteer.Kind, len(b.Activities))
	for i, k := range b.Activities {
		out[i] = volunteer.Kind(k)
	}
	return out
}

func templatesOf(b grid.Book) []push.Template {
	out := make([]push.Template, len(b.Templates))
	for i, t := range b.Templates {
		out[i] = push.Template{Via: push.Via(t.Via), Event: t.Event, App: t.App, ID: t.ID, Title: t.Title, Purpose: t.Purpose, LongTerm: t.LongTerm, Fields: t.Fields}
	}
	return out
}
