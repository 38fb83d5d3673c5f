package app

import (
	"context"

	"huiyin/server/internal/grid"
	"huiyin/server/internal/notice"
	"huiyin/server/internal/platform/db"
)

// setNotices makes the tables' categories and tags those of the community's notices.
func (a *App) setNotices(ctx context.Context, tx *db.Tx, community int64, book grid.Book) error {
	categories := make([]notice.Category, len(book.Notices))
	for i, c := range book.Notices {
		categories[i] = notice.Category{Code: c.Code, Name: c.Name, Hint: c.Hint, Approved: c.Approved, AnswerLimit: c.Answer}
	}
	if err := a.notice.SetCategories(ctx, tx, community, categories); err != nil {
		return err
	}
	tags := make([]notice.Tag, len(book.Tags))
	for i, t := range book.Tags {
		tags[i] = notice.Tag{Code: t.Code, Name: t.Name, Hint: t.Hint, ByResident: t.ByResident, ToldFirst: t.ToldFirst, Called: t.Called}
	}
	return a.notice.SetTags(ctx, tx, community, tags)
}
