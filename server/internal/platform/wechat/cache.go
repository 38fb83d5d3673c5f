package wechat

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"
)

// cache keeps the SDK's tokens in Redis. It returns strings only (the SDK
// asserts the type), stores nothing that would never expire, and never fails
// a call whose token was fetched but could not be kept.
type cache struct {
	c   redis.UniversalClient
	log *slog.Logger
}

const cacheTimeout = 500 * time.Millisecond

func (k cache) Get(key string) any { return k.GetContext(context.Background(), key) }

func (k cache) GetContext(ctx context.Context, key string) any {
	ctx, cancel := context.WithTimeout(ctx, cacheTimeout)
	defer cancel()
	v, err := k.c.Get(ctx, key).Result()
	if err != nil {
		if !errors.Is(err, redis.Nil) {
			k.log.WarnContext(ctx, "token cache", "err", err)
		}
		return nil
	}
	return v
}

func (k cache) Set(key string, v any, life time.Duration) error {
	return k.SetContext(context.Background(), key, v, life)
}

func (k cache) SetContext(ctx context.Context, key string, v any, life time.Duration) error {
	if life < time.Second { // WeChat may hand out a token in its last moments; Redis would keep it for ever
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, cacheTimeout)
	defer cancel()
	if err := k.c.Set(ctx, key, v, life).Err(); err != nil {
		k.log.WarnContext(ctx, "token cache", "err", err)
	}
	return nil
}

func (k cache) IsExist(key string) bool { return k.IsExistContext(context.Background(), key) }

func (k cache) IsExistContext(ctx context.Context, key string) bool {
	return k.GetContext(ctx, key) != nil
}

func (k cache) Delete(key string) error { return k.DeleteContext(context.Background(), key) }

func (k cache) DeleteContext(ctx context.Context, key string) error {
	ctx, cancel := context.WithTimeout(ctx, cacheTimeout)
	defer cancel()
	return k.c.Del(ctx, key).Err()
}

// dropIfSame deletes a value only if it is still the given one, over all
// processes: two that meet the same dead token must not drop the fresh one.
var dropIfSame = redis.NewScript(`if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`)
