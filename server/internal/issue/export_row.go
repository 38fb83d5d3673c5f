package issue

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/table"
)

// exportColumns are the work list's facts. Who reported is not among them: a
// file goes further than a page.
var exportColumns = []table.Column{
	{Heading: "编号", Width: 18}, {Heading: "诉求", Width: 48}, {Heading: "类别", Width: 14}, {Heading: "网格", Width: 14}, {Heading: "微网格", Width: 18}, {Heading: "地点", Width: 24},
	{Heading: "状态", Width: 12}, {Heading: "办理结果", Width: 14}, {Heading: "负责人", Width: 12}, {Heading: "提交时间", Width: 17}, {Heading: "答复期限", Width: 17},
	{Heading: "下一步期限", Width: 17}, {Heading: "是否超期", Width: 10}, {Heading: "答复时间", Width: 17}, {Heading: "答复", Width: 48}, {Heading: "遇到的人数", Width: 11},
	{Heading: "没解决次数", Width: 11}, {Heading: "评分", Width: 8}, {Heading: "居民确认解决", Width: 13},
}

func (s *Service) exportRows(ctx context.Context, book *table.Book, rows []record) error {
	owners := make([]account.ID, len(rows))
	for i := range rows {
		owners[i] = rows[i].Owner
	}
	names, err := s.Accounts.Names(ctx, s.DB, owners...)
	if err != nil {
		return err
	}
	places, err := s.places(ctx, rows...)
	if err != nil {
		return err
	}
	for i := range rows {
		if err := book.Row(s.exportRow(&rows[i], names, places)...); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) exportRow(r *record, names map[account.ID]account.Person, places map[grid.MicroGridID]grid.Place) []any {
	at, late := places[grid.MicroGridID(r.At.MicroGrid)], r.NextDue != nil && s.DB.Now().After(*r.NextDue)
	out := []any{r.Number(), r.Words, r.categoryName, at.GridName, at.MicroGridName, r.Place, stateNames[r.State], "", names[r.Owner].DisplayName,
		r.CreatedAt, r.Due, r.NextDue, either(late, "超期", ""), r.ClosedAt, "", r.Followers + 1, r.Reopened, nil, ""}
	if r.Outcome != nil {
		out[7] = outcomeNames[*r.Outcome]
	}
	if r.Reply != nil {
		out[14] = *r.Reply
	}
	if r.Grade != nil {
		out[17] = *r.Grade
	}
	if r.Resolved != nil {
		out[18] = either(*r.Resolved, "是", "否")
	}
	return out
}
