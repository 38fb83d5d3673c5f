package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Disk keeps files below a directory.
type Disk struct{ root string }

// NewDisk makes the directory if need be, and makes sure that it can be
// written.
func NewDisk(root string) (*Disk, error) {
	err := os.MkdirAll(root, 0o700)
	if err == nil {
		var probe *os.File
		if probe, err = os.CreateTemp(root, ".probe-*"); err == nil {
			err = errors.Join(probe.Close(), os.Remove(probe.Name()))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("photos cannot be kept in %s (%w): set HUIYIN_FILES_DIR to a folder that this user can write", root, err)
	}
	return &Disk{root}, nil
}

func (d *Disk) path(key string) (string, error) {
	if !valid(key) {
		return "", errKey
	}
	return filepath.Join(d.root, key[:2], key), nil
}

// Put writes beside the target, flushes to the disk, then renames.
func (d *Disk) Put(_ context.Context, key string, r io.Reader, size int64, contentType string) error {
	path, err := d.path(key)
	if err != nil {
		return err
	}
	if len(contentType) >= header { // it would run into the file
		return fmt.Errorf("blob: the content type %q has more than %d characters", contentType, header-1)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".put-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // after the rename there is nothing to remove
	defer tmp.Close()
	fmt.Fprintf(tmp, "%-63s\n", contentType)
	if n, err := io.Copy(tmp, r); err != nil || n != size {
		return errors.Join(err, fmt.Errorf("blob: %d of %d bytes", n, size))
	}
	if err := tmp.Sync(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

const header = 64 // the content type, padded

// Get opens the file.
func (d *Disk) Get(_ context.Context, key string) (io.ReadCloser, Info, error) {
	path, err := d.path(key)
	if err != nil {
		return nil, Info{}, ErrMissing
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, Info{}, ErrMissing
	}
	if err != nil {
		return nil, Info{}, err
	}
	head := make([]byte, header)
	stat, err := f.Stat()
	if err == nil {
		_, err = io.ReadFull(f, head)
	}
	if err != nil {
		f.Close()
		return nil, Info{}, err
	}
	return f, Info{stat.Size() - header, trim(head), stat.ModTime()}, nil
}

func trim(head []byte) string {
	n := len(head)
	for n > 0 && (head[n-1] == ' ' || head[n-1] == '\n') {
		n--
	}
	return string(head[:n])
}

// Delete removes the file.
func (d *Disk) Delete(_ context.Context, key string) error {
	path, err := d.path(key)
	if err != nil {
		return err
	}
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
