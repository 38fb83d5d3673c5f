package app

import (
	"context"
	"errors"
	"net"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"
	"github.com/klauspost/compress/gzip"

	"huiyin/server/admin"
	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/api"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/volunteer"
)

// engine mounts everything that answers requests.
func (a *App) engine() http.Handler {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.HandleMethodNotAllowed, e.RedirectTrailingSlash = true, false
	_ = e.SetTrustedProxies(a.cfg.ProxyList()) // they were checked at the start
	e.NoRoute(api.NoRoute)
	e.NoMethod(api.NoMethod)
	e.Use(api.Trace(a.log, a.metrics.request), callersAddress, a.headers(), api.Wellformed)
	a.mountPlain(e)
	e.Use(api.Authenticate(a.who), api.Once(caller))
	a.contract(e)
	return compressed(e)
}

// compressed makes answers smaller that would not fit into one packet. The
// quickest level takes half the time of the usual one and 5 % more bytes.
func compressed(h http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.EnableZstd(false), gzhttp.MinSize(1400), gzhttp.CompressionLevel(gzip.BestSpeed))
	if err != nil {
		panic(err) // the options are constants
	}
	return wrap(h)
}

// callersAddress puts the caller's own address in the place of the proxy's:
// limits that are counted per address must not count everybody as one.
func callersAddress(c *gin.Context) { c.Request.RemoteAddr = net.JoinHostPort(c.ClientIP(), "0") }

func caller(ctx context.Context) int64 { return int64(account.From(ctx).ID) }

func (a *App) who(r *http.Request) (context.Context, error) {
	by, err := a.account.Authenticate(r)
	return account.With(r.Context(), by), err
}

// contract declares every operation; it is also what the contract is printed from.
func (a *App) contract(e *gin.Engine) huma.API {
	c := api.New(e)
	a.account.Routes(c)
	a.calendar.Routes(c)
	a.grid.Routes(c)
	a.push.Routes(c)
	a.exports.Routes(c)
	a.issue.Routes(c)
	a.group.Routes(c)
	a.poster.Routes(c)
	a.volunteer.Routes(c)
	a.notice.Routes(c)
	a.homeRoutes(c)
	return c
}

// mountPlain mounts what stands outside the contract: files, staff pages,
// WeChat's pushes and the operator's probes.
func (a *App) mountPlain(e *gin.Engine) {
	files := a.links.Handler(a.files, a.db.Now, refuseFile)
	e.GET("/files/:key", gin.WrapH(files))
	e.HEAD("/files/:key", gin.WrapH(files))
	e.Any("/wechat/callback/:app", gin.WrapH(a.wechat.Callback(a.onWeChat)))
	pages := gin.WrapH(admin.Handler(a.cfg.PublicURL))
	e.GET(volunteer.CheckPath, gin.WrapH(a.volunteer.CheckHandler()))
	e.GET(volunteer.CheckPath+"/:code", gin.WrapH(a.volunteer.CheckHandler()))
	e.GET("/admin", func(c *gin.Context) { c.Redirect(http.StatusFound, "/admin/") })
	e.GET("/admin/*path", pages)
	e.GET("/", func(c *gin.Context) { c.Redirect(http.StatusFound, "/admin/") })
	e.GET("/healthz", func(c *gin.Context) { c.String(http.StatusOK, "ok\n") })
	e.GET("/readyz", a.ready)
	e.GET("/metrics", gin.WrapH(a.metrics.handler()))
}

func refuseFile(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, blob.ErrMissing) || errors.Is(err, blob.ErrLink) {
		api.Refuse(w, r, http.StatusNotFound, nil)
		return
	}
	api.Refuse(w, r, http.StatusInternalServerError, err)
}

func (a *App) ready(c *gin.Context) {
	if err := errors.Join(a.db.Ping(c.Request.Context()), a.redis.Ping(c.Request.Context()).Err()); err != nil {
		a.log.WarnContext(c.Request.Context(), "not ready", "err", err)
		c.String(http.StatusServiceUnavailable, "not ready\n")
		return
	}
	c.String(http.StatusOK, "ready\n")
}

const policy = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

// headers are the browser's protections; on a desk the simulator's phones may
// call from their own address.
func (a *App) headers() gin.HandlerFunc {
	phones := ""
	if !a.cfg.Production {
		phones = "http://" + a.cfg.SimAddr
	}
	return func(c *gin.Context) {
		h := c.Writer.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Content-Security-Policy", policy)
		if phones == "" || c.GetHeader("Origin") != phones {
			return
		}
		h.Set("Access-Control-Allow-Origin", phones)
		h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key")
		h.Set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
		h.Set("Access-Control-Expose-Headers", "X-Request-Id, Retry-After")
		h.Set("Access-Control-Max-Age", "600")
		if c.Request.Method == http.MethodOptions {
			c.AbortWithStatus(http.StatusNoContent)
		}
	}
}
