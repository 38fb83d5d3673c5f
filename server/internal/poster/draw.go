package poster

import (
	"bytes"
	"context"
	"errors"

	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
)

// Page is what a scanned code opens.
const Page = "packages/group/landing/landing"

// codeWidth is WeChat's measure; 10 cm of paper get 200 points an inch.
const codeWidth = 860

// Draw has WeChat draw the next code that waits, and says how many it did.
func (s *Service) Draw(ctx context.Context) (int, error) {
	c, ok, err := leaseCode(ctx, s.DB)
	if err != nil || !ok {
		return 0, err
	}
	image, kind, err := s.WeChat.UnlimitedCode(ctx, s.App, wechat.CodeRequest{Scene: c.scene, Page: Page, CheckPath: true, Width: codeWidth})
	var refused *wechat.Error
	if errors.As(err, &refused) {
		s.Log.WarnContext(ctx, "code refused", "micro_grid", c.micro, "err", err)
		return 1, s.DB.InTx(ctx, func(tx *db.Tx) error { return failCode(ctx, tx, c, sentence(refused)) })
	}
	if err != nil {
		return 1, err
	}
	key := blob.NewKey()
	if err := s.Files.Put(ctx, key, bytes.NewReader(image), int64(len(image)), kind); err != nil {
		return 1, err
	}
	return 1, s.DB.InTx(ctx, func(tx *db.Tx) error { return keepCode(ctx, tx, c, key) })
}

const unpublished = 41030

func sentence(e *wechat.Error) string {
	if e.Code == unpublished {
		return "小程序还没有发布这个页面，请先发布，再重新生成"
	}
	return "微信暂时没有生成网格码，请稍后再试"
}
