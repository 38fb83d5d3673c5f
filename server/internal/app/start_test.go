package app

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"huiyin/server/internal/platform/dbtest"
)

func TestWhatIsMissingAtTheStartIsSaidInOneSentence(t *testing.T) {
	d := newDesk(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	nowhere := "127.0.0.1:1"
	for name, c := range map[string]struct {
		env  map[string]string
		says []string
	}{
		"a busy port":                  {map[string]string{"HUIYIN_ADDR": taken.Addr().String()}, []string{taken.Addr().String() + " is in use", "set HUIYIN_ADDR"}},
		"an address that is none":      {map[string]string{"HUIYIN_ADDR": "nowhere:x", "HUIYIN_PUBLIC_URL": "http://x"}, []string{"cannot listen on nowhere:x", "HUIYIN_ADDR"}},
		"a DSN that is none":           {map[string]string{"HUIYIN_MYSQL_DSN": "mysql://root@x"}, []string{"database address", "user:password@tcp(host:port)/name"}},
		"a database that is away":      {map[string]string{"HUIYIN_MYSQL_DSN": "root@tcp(" + nowhere + ")/x"}, []string{"the database does not answer", "check HUIYIN_MYSQL_DSN, that the server runs"}},
		"a database without the name":  {map[string]string{"HUIYIN_MYSQL_DSN": strings.Replace(d.dsn, "/huiyin", "/none", 1)}, []string{"check HUIYIN_MYSQL_DSN"}},
		"a Redis address that is none": {map[string]string{"HUIYIN_REDIS_URL": "localhost"}, []string{"HUIYIN_REDIS_URL must look like"}},
		"a Redis that is away":         {map[string]string{"HUIYIN_REDIS_URL": "redis://" + nowhere}, []string{"the Redis server does not answer", "check HUIYIN_REDIS_URL"}},
		"a folder that cannot be":      {map[string]string{"HUIYIN_FILES_DIR": file + "/photos"}, []string{"photos cannot be kept in", "set HUIYIN_FILES_DIR"}},
		"a folder on a full disk":      {map[string]string{"HUIYIN_FILES_DIR": "/dev/full"}, []string{"photos cannot be kept in", "set HUIYIN_FILES_DIR"}},
		"a key that is none":           {map[string]string{"HUIYIN_KEYSET": "short"}, []string{"HUIYIN_KEYSET"}},
		"an old schema":                {map[string]string{"HUIYIN_MYSQL_DSN": dbtest.Empty(t)}, []string{"huiyin migrate"}},
	} {
		p := d.run(c.env, "serve")
		var exit *exec.ExitError
		if err := p.wait(); !errors.As(err, &exit) || exit.ExitCode() != 1 || p.url != "" {
			t.Errorf("%s: it runs, or ends with %v", name, err)
		}
		lines := strings.Split(strings.TrimSpace(p.stderr.String()), "\n")
		for _, part := range c.says {
			if len(lines) != 1 || !strings.Contains(lines[0], part) {
				t.Errorf("%s: %q", name, p.stderr)
			}
		}
	}
}
