// Package app puts the program together. It is the only package that knows
// every feature.
package app

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/export"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/group"
	"huiyin/server/internal/issue"
	"huiyin/server/internal/notice"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/config"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/log"
	"huiyin/server/internal/platform/outbox"
	"huiyin/server/internal/platform/photo"
	"huiyin/server/internal/platform/schedule"
	"huiyin/server/internal/platform/seal"
	"huiyin/server/internal/platform/wechat"
	"huiyin/server/internal/poster"
	"huiyin/server/internal/push"
	"huiyin/server/internal/volunteer"
	"huiyin/server/migrations"
)

// App is the program, built and connected but not yet running.
type App struct {
	cfg      config.Config
	log      *slog.Logger
	db       *db.DB
	redis    *redis.Client
	files    blob.Store
	links    blob.Signer
	wechat   *wechat.Client
	relay    *outbox.Relay
	schedule *schedule.Schedule
	metrics  *metrics

	account  *account.Service
	calendar *calendar.Service
	grid     *grid.Service
	push     *push.Service
	issue    *issue.Service
	group    *group.Service
	notice   *notice.Service
	poster   *poster.Service

	volunteer *volunteer.Service
	exports   *export.Service
}

// pressRoom is the memory that decoded photos may take at once: a photo of 50
// megapixels from a phone, or many small ones.
const pressRoom = 160 << 20

// New builds the program. now is the clock of everything but the log.
func New(ctx context.Context, c config.Config, now func() time.Time) (*App, error) {
	a := &App{cfg: c, log: newLog(c), metrics: newMetrics()}
	slog.SetDefault(a.log)
	if os.Getenv("GOGC") == "" { // a heap of ten megabytes would be swept many times a second
		debug.SetGCPercent(300)
	}
	keys, err := readKeys(c)
	if err != nil {
		return nil, err
	}
	if err := a.connect(ctx, now); err != nil {
		return nil, err
	}
	sealer, err := seal.New(c.Keyset, keys.index)
	if err != nil {
		return nil, err
	}
	a.links = blob.Signer{Key: keys.sign, Base: c.PublicURL}
	a.wechat = wechat.New(wechat.Options{Apps: wechatApps(c.WeChat),
		Redis: a.redis, Base: c.WeChat.Base, Timeout: c.WeChat.Timeout, NeedWatermark: c.WeChat.NeedWatermark, Now: now, Log: a.log, Trace: a.metrics.wechatCall})
	a.account = account.New(account.Deps{DB: a.db, Redis: a.redis, WeChat: a.wechat, Seal: sealer, Now: now, Apps: []string{c.WeChat.App},
		ConsentVersion: c.ConsentVersion, SecureCookie: c.Production, Log: a.log})
	a.calendar = calendar.New(calendar.Deps{DB: a.db, Log: a.log})
	a.grid = grid.New(grid.Deps{DB: a.db, Accounts: a.account, SignKey: keys.sign})
	a.push, a.exports = push.New(a.pushDeps()), export.New(export.Deps{DB: a.db, Files: a.files, Log: a.log})
	options, err := issueOptions(c.Issue)
	if err != nil {
		return nil, err
	}
	press := photo.NewPress(pressRoom)
	a.issue = issue.New(issue.Deps{DB: a.db, Accounts: a.account, Clock: a.calendar.Clock, Grid: a.grid, Push: a.push, Exports: a.exports, Seal: sealer, Files: a.files, Links: a.links,
		Photos: press, WeChat: a.wechat, App: c.WeChat.App, Options: options, Log: a.log})
	a.group = group.New(group.Deps{DB: a.db, Redis: a.redis, WeChat: a.wechat, App: c.WeChat.App, Accounts: a.account, Grid: a.grid, Push: a.push, TagKey: keys.sign,
		Weeks: a.weeks, Messages: a.messages, Base: c.PublicURL, Font: c.Files.Font, Options: group.Options(c.Group), Log: a.log})
	a.poster = poster.New(poster.Deps{DB: a.db, WeChat: a.wechat, App: c.WeChat.App, Grid: a.grid, Files: a.files, Font: c.Files.Font, Log: a.log})
	a.volunteer = volunteer.New(volunteer.Deps{DB: a.db, Accounts: a.account, Calendar: a.calendar, Grid: a.grid, Push: a.push, Exports: a.exports, Seal: sealer, Files: a.files, Links: a.links, Photos: press, WeChat: a.wechat, App: c.WeChat.App, Base: c.PublicURL, Font: c.Files.Font, Options: volunteer.Options(c.Volunteer), Log: a.log})
	a.notice = notice.New(notice.Deps{DB: a.db, Redis: a.redis, Accounts: a.account, Clock: a.calendar.Clock, Grid: a.grid, Push: a.push, Files: a.files, Links: a.links, Photos: press, Log: a.log})
	a.connectFeatures()
	a.relay, a.schedule = outbox.NewRelay(a.db, a.log), schedule.New(a.db, a.log)
	a.metrics.registry.MustRegister(auditMetrics{a.issue.LastAudit, a.log})
	a.connectEvents()
	a.scheduleWork()
	return a, nil
}

func newLog(c config.Config) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.LogLevel)) // an unknown level is info
	return log.New(os.Stderr, level)
}

// connect opens what keeps data, and says which of them does not answer.
func (a *App) connect(ctx context.Context, now func() time.Time) (err error) {
	if a.db, err = db.Open(a.cfg.MySQLDSN, now); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if err := a.db.Ping(ctx); err != nil {
		return noDatabase(err)
	}
	n, err := migrations.Pending(ctx, a.db.Pool())
	if err != nil {
		return fmt.Errorf("the schema cannot be read (%w): run 'huiyin migrate', as a user who may create tables", err)
	}
	if n > 0 {
		return fmt.Errorf("the database lacks %d changes of the schema: run 'huiyin migrate' first", n)
	}
	opt, err := redis.ParseURL(a.cfg.RedisURL)
	if err != nil {
		return errors.New("HUIYIN_REDIS_URL must look like redis://host:6379/0 or unix:///path")
	}
	redis.SetLogger(redisLog{a.log})
	opt.PoolSize = 64
	if opt.ReadTimeout == 0 { // all that is asked of it is small: a hanging Redis must not hang everybody
		opt.ReadTimeout, opt.DialTimeout, opt.MaxRetries = 2*time.Second, 2*time.Second, 1
	}
	a.redis = redis.NewClient(opt)
	if err := a.redis.Ping(ctx).Err(); err != nil {
		return fmt.Errorf("the Redis server does not answer (%w): check HUIYIN_REDIS_URL, and that Redis runs", err)
	}
	f := a.cfg.Files
	if f.Bucket == "" {
		a.files, err = blob.NewDisk(f.Dir)
		return err
	}
	a.files, err = blob.NewS3(ctx, blob.S3Config{Endpoint: f.Endpoint, Region: f.Region, Bucket: f.Bucket, AccessKey: f.AccessKey, SecretKey: f.SecretKey})
	return err
}

// redisLog keeps what the Redis client says of its connections in our log; a
// call that fails says so by itself.
type redisLog struct{ *slog.Logger }

// Printf is what the client calls.
func (l redisLog) Printf(ctx context.Context, format string, v ...any) {
	l.DebugContext(ctx, "redis", "said", fmt.Sprintf(format, v...))
}

func noDatabase(err error) error {
	return fmt.Errorf("the database does not answer (%w): check HUIYIN_MYSQL_DSN, that the server runs and that it has this database", err)
}

type keys struct{ index, sign []byte }

func readKeys(c config.Config) (k keys, err error) {
	if k.index, err = key("HUIYIN_INDEX_KEY", c.IndexKey); err != nil {
		return k, err
	}
	k.sign, err = key("HUIYIN_SIGN_KEY", c.SignKey)
	return k, err
}

func key(name, value string) ([]byte, error) {
	b, err := base64.StdEncoding.DecodeString(value)
	if err != nil || len(b) != 32 {
		return nil, fmt.Errorf("%s must be the base64 of 32 random bytes", name)
	}
	return b, nil
}

func issueOptions(c config.Issue) (o issue.Options, err error) {
	o.Soon, o.VagueWords = c.Soon, strings.Fields(c.VagueWords)
	for _, l := range []struct {
		text  string
		limit *calendar.Limit
	}{{c.Wait, &o.Wait}, {c.Tell, &o.Tell}, {c.ToStaff, &o.ToStaff}, {c.ToBoard, &o.ToBoard}} {
		if *l.limit, err = calendar.ParseLimit(l.text); err != nil {
			return o, fmt.Errorf("issue limits: %q must look like 1工作日, 4工作时 or 2小时", l.text)
		}
	}
	return o, nil
}

// Close ends the connections.
func (a *App) Close() error { return errors.Join(a.redis.Close(), a.db.Close()) }
