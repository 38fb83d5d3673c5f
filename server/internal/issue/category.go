package issue

import "huiyin/server/internal/calendar"

// A Category is what an issue is about; communities bring their own.
type Category struct {
	Code      string     `json:"code"`
	Name      string     `json:"name"`
	Icon      string     `json:"icon" doc:"name of an icon that the clients know"`
	Hint      string     `json:"hint" doc:"what belongs here, in a few words"`
	Emergency *Emergency `json:"emergency,omitempty" doc:"say this first: it cannot wait for us"`
	Public    bool       `json:"-"` // neighbours may see what was solved
	Open      bool       `json:"-"` // and what is still open
	Domain    string     `json:"-"`
	Checked   bool       `json:"-"`
	Limits    Limits     `json:"-"`
}

// Limits say by when each stage of an issue must be over.
type Limits struct {
	Accept calendar.Limit // until somebody takes it
	Handle calendar.Limit // until handling begins
	Reply  calendar.Limit // until the reporter has an answer
}

// Emergency names whom to call before filing.
type Emergency struct {
	Number string `json:"number"`
	Text   string `json:"text"`
}
