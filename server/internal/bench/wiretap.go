package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
)

// A wiretap stands between the program and a server and writes down what the
// program asks. So the bare loop repeats what the program really does, and
// round trips are counted, not guessed.
type wiretap struct {
	listener net.Listener
	network  string
	addr     string
	next     reader
	mu       sync.Mutex
	heard    []string
}

// A reader takes one message from a connection, and says what it asks; empty
// is nothing worth noting.
type reader func(*bufio.Reader) (message []byte, asks string, err error)

// tap listens on a unix socket and passes everything on to the server.
func tap(socket, network, addr string, next reader) (*wiretap, error) {
	l, err := net.Listen("unix", socket)
	if err != nil {
		return nil, err
	}
	t := &wiretap{listener: l, network: network, addr: addr, next: next}
	go t.accept()
	return t, nil
}

func (t *wiretap) accept() {
	for {
		c, err := t.listener.Accept()
		if err != nil {
			return
		}
		go t.pass(c)
	}
}

// pass notes a message before it goes on, so that whoever has the answer finds
// the question noted.
func (t *wiretap) pass(program net.Conn) {
	defer program.Close()
	server, err := net.Dial(t.network, t.addr)
	if err != nil {
		return
	}
	defer server.Close()
	go func() { _, _ = io.Copy(program, server); program.Close() }()
	for r := bufio.NewReader(program); ; {
		message, asks, err := t.next(r)
		if err != nil {
			return // the program hung up
		}
		if asks != "" {
			t.note(asks)
		}
		if _, err := server.Write(message); err != nil {
			return
		}
	}
}

func (t *wiretap) note(asks string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.heard = append(t.heard, asks)
}

// since is what was heard after the last call of it.
func (t *wiretap) since() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := t.heard
	t.heard = nil
	return list
}

func (t *wiretap) close() { t.listener.Close() }

// readMySQL reads one packet. One that opens an exchange has the number 0, and
// a text query's first byte is 3; anything else (a prepared statement, a ping)
// is noted by its number.
func readMySQL(r *bufio.Reader) (message []byte, asks string, err error) {
	head := make([]byte, 4)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, "", err
	}
	body := make([]byte, int(head[0])|int(head[1])<<8|int(head[2])<<16)
	if _, err := io.ReadFull(r, body); err != nil {
		return nil, "", err
	}
	switch {
	case head[3] != 0 || len(body) == 0 || body[0] == 1: // part of the greeting, or good-bye
	case body[0] == 3:
		asks = string(body[1:])
	default:
		asks = "command " + strconv.Itoa(int(body[0]))
	}
	return append(head, body...), asks, nil
}

// readRedis reads one command; its words are noted joined by \x00.
func readRedis(r *bufio.Reader) (message []byte, asks string, err error) {
	n, err := redisNumber(r, '*', &message)
	if err != nil {
		return nil, "", err
	}
	words := make([]string, n)
	for i := range words {
		size, err := redisNumber(r, '$', &message)
		if err != nil {
			return nil, "", err
		}
		word := make([]byte, size+2)
		if _, err := io.ReadFull(r, word); err != nil {
			return nil, "", err
		}
		message, words[i] = append(message, word...), string(word[:size])
	}
	return message, strings.Join(words, "\x00"), nil
}

func redisNumber(r *bufio.Reader, kind byte, message *[]byte) (int, error) {
	line, err := r.ReadBytes('\n')
	if err != nil {
		return 0, err
	}
	if line[0] != kind {
		return 0, fmt.Errorf("unexpected %q", line)
	}
	*message = append(*message, line...)
	return strconv.Atoi(string(bytes.TrimSpace(line[1:])))
}
