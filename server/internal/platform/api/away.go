package api

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/redis/go-redis/v9"

	"huiyin/server/internal/platform/db"
)

// away says whether a request failed because something that the server stands
// on does not answer: that passes, and the same request will work again.
func away(err error) bool {
	var network *net.OpError
	var store redis.Error
	if errors.As(err, &store) && !errors.Is(err, redis.Nil) {
		word, _, _ := strings.Cut(store.Error(), " ")
		return word == "LOADING" || word == "READONLY" || word == "CLUSTERDOWN" || word == "MASTERDOWN" || word == "TRYAGAIN"
	}
	return db.Away(err) || errors.As(err, &network) || errors.Is(err, redis.ErrPoolTimeout) || errors.Is(err, io.EOF) || errors.Is(err, context.DeadlineExceeded)
}
