package config

import "time"

// Issue says what holds for the limits of every community; how long each
// category may take is the community's data.
type Issue struct {
	Wait       string        `yaml:"wait" env:"HUIYIN_ISSUE_WAIT"`               // how long a reporter has to add what was asked, such as 5工作日
	Soon       time.Duration `yaml:"soon" env:"HUIYIN_ISSUE_SOON"`               // how long before a deadline its owner is reminded
	Tell       string        `yaml:"tell" env:"HUIYIN_ISSUE_TELL"`               // until a reply must have been told in person
	ToStaff    string        `yaml:"to_staff" env:"HUIYIN_ISSUE_TO_STAFF"`       // how long after a missed deadline the staff hear of it, after the leader
	ToBoard    string        `yaml:"to_board" env:"HUIYIN_ISSUE_TO_BOARD"`       // and the county board
	AuditAt    string        `yaml:"audit_at" env:"HUIYIN_ISSUE_AUDIT_AT"`       // local time at which the whole promise is proved each day, such as 03:10
	VagueWords string        `yaml:"vague_words" env:"HUIYIN_ISSUE_VAGUE_WORDS"` // a reply with one of these needs a date or a step; parted by spaces
}

// Group says what holds for WeChat groups.
type Group struct {
	Ticket    time.Duration `yaml:"ticket" env:"HUIYIN_GROUP_TICKET"`       // how long binding one may take
	Witnesses int           `yaml:"witnesses" env:"HUIYIN_GROUP_WITNESSES"` // verified residents whose openings confirm one without a leader
	Silence   time.Duration `yaml:"silence" env:"HUIYIN_GROUP_SILENCE"`     // after which one that nobody opens a card in is suspended
	Joins     int           `yaml:"joins" env:"HUIYIN_GROUP_JOINS"`         // people that may join from one within an hour
	Strangers int           `yaml:"strangers" env:"HUIYIN_GROUP_STRANGERS"` // openers of a card in an unknown one after which the worker is told
	Warnings  int           `yaml:"warnings" env:"HUIYIN_GROUP_WARNINGS"`   // workers that hear of one such group on a day; then the staff do, once
}

// Volunteer says what holds for volunteer activities.
type Volunteer struct {
	GuestsKept time.Duration `yaml:"guests_kept" env:"HUIYIN_VOLUNTEER_GUESTS_KEPT"` // after what a guest came to his name is forgotten
	LinksKept  time.Duration `yaml:"links_kept" env:"HUIYIN_VOLUNTEER_LINKS_KEPT"`   // after a parent was asked and did not agree, his phone is forgotten
	CareKept   time.Duration `yaml:"care_kept" env:"HUIYIN_VOLUNTEER_CARE_KEPT"`     // after a care order ended, who was helped with what is forgotten
}
