package blob

import (
	"context"
	"fmt"
	"io"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// S3Config names a bucket of an S3-compatible store.
type S3Config struct {
	Endpoint, Region, Bucket string
	AccessKey, SecretKey     string
	Plain                    bool // http instead of https, for a store in the same machine
}

// S3 keeps files in a bucket.
type S3 struct {
	client *minio.Client
	bucket string
}

// NewS3 checks that the bucket is there.
func NewS3(ctx context.Context, c S3Config) (*S3, error) {
	client, err := minio.New(c.Endpoint, &minio.Options{
		Creds: credentials.NewStaticV4(c.AccessKey, c.SecretKey, ""), Region: c.Region, Secure: !c.Plain})
	if err != nil {
		return nil, err
	}
	ok, err := client.BucketExists(ctx, c.Bucket)
	if err != nil || !ok {
		return nil, fmt.Errorf("file store: bucket %s is not reachable: %w", c.Bucket, err)
	}
	return &S3{client, c.Bucket}, nil
}

// Put uploads a file.
func (s *S3) Put(ctx context.Context, key string, r io.Reader, size int64, contentType string) error {
	if !valid(key) {
		return errKey
	}
	_, err := s.client.PutObject(ctx, s.bucket, key, r, size, minio.PutObjectOptions{ContentType: contentType})
	return err
}

// Get opens a file.
func (s *S3) Get(ctx context.Context, key string) (io.ReadCloser, Info, error) {
	if !valid(key) {
		return nil, Info{}, ErrMissing
	}
	o, err := s.client.GetObject(ctx, s.bucket, key, minio.GetObjectOptions{})
	if err != nil {
		return nil, Info{}, err
	}
	stat, err := o.Stat()
	if err != nil {
		o.Close()
		if minio.ToErrorResponse(err).Code == "NoSuchKey" {
			return nil, Info{}, ErrMissing
		}
		return nil, Info{}, err
	}
	return o, Info{stat.Size, stat.ContentType, stat.LastModified}, nil
}

// Delete removes a file.
func (s *S3) Delete(ctx context.Context, key string) error {
	if !valid(key) {
		return errKey
	}
	return s.client.RemoveObject(ctx, s.bucket, key, minio.RemoveObjectOptions{})
}
