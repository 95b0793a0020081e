package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"yishi/store/bolt"
)

// A running program holds its store. What commands want of it meanwhile they
// ask through a socket beside the store, which only its owner can open.

// adminSocket is the program's end.
type adminSocket struct {
	path   string
	server *http.Server
}

// openAdmin opens the socket. Without it the program does its work all the same.
func (a *App) openAdmin() {
	s, err := openSocket(a.Config.beside(".sock"), newOperator(a.Store, a.Config))
	if err != nil {
		a.log.Warn("commands such as backup cannot reach the running program", "err", err)
		return
	}
	a.admin = s
}

func openSocket(path string, o operator) (*adminSocket, error) {
	l, err := listenPrivately(path)
	if err != nil {
		return nil, err
	}
	a := &adminSocket{path, &http.Server{Handler: o.routes(), ReadHeaderTimeout: 5 * time.Second}}
	go func() { _ = a.server.Serve(l) }()
	return a, nil
}

// listenPrivately makes the socket in a folder of its own first, so that nobody
// else can open it at any moment. A socket that a killed program left is
// replaced: whoever holds the store may do that.
func listenPrivately(path string) (net.Listener, error) {
	dir, err := os.MkdirTemp(filepath.Dir(path), ".s")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	fresh := filepath.Join(dir, "s")
	l, err := net.Listen("unix", fresh)
	if err != nil {
		return nil, err
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := errors.Join(os.Chmod(fresh, 0o600), os.Rename(fresh, path)); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func (s *adminSocket) close() {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if s.server.Shutdown(ctx) != nil {
		_ = s.server.Close()
	}
	_ = os.Remove(s.path)
}

// tool is a command's way to an operator.
type tool struct {
	client *http.Client
	close  func() error
}

// reach finds the operator of a store: in the program that runs, else in the
// store itself, opened by this command.
func reach(c Config) (*tool, error) {
	path := c.beside(".sock")
	if conn, err := net.Dial("unix", path); err == nil {
		_ = conn.Close()
		return dialTool(path), nil
	}
	s, err := bolt.Open(c.StorePath(), bolt.Options{})
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "yishi")
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	own, err := openSocket(filepath.Join(dir, "s"), newOperator(s, c))
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir), s.Close())
	}
	t := dialTool(own.path)
	t.close = func() error {
		own.close()
		return errors.Join(os.RemoveAll(dir), s.Close())
	}
	return t, nil
}

func dialTool(path string) *tool {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", path)
	}
	return &tool{
		client: &http.Client{Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true}},
		close:  func() error { return nil },
	}
}

// ask makes one request and gives the body of its answer.
func (t *tool) ask(ctx context.Context, method, query string) (io.ReadCloser, error) {
	return t.send(ctx, method, query, nil)
}

// send makes one request with something in it.
func (t *tool) send(ctx context.Context, method, query string, what io.Reader) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, method, "http://yishi"+query, what)
	if err != nil {
		return nil, err
	}
	resp, err := t.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("the running program does not answer: %w", cause(err))
	}
	if resp.StatusCode == http.StatusOK {
		return resp.Body, nil
	}
	defer resp.Body.Close()
	why, _ := io.ReadAll(io.LimitReader(resp.Body, 4<<10))
	return nil, errors.New(strings.TrimSpace(string(why)))
}

// get asks for a value in JSON.
func (t *tool) get(ctx context.Context, query string, into any) error {
	return t.json(ctx, http.MethodGet, query, into)
}

func (t *tool) json(ctx context.Context, method, query string, into any) error {
	body, err := t.ask(ctx, method, query)
	if err != nil {
		return err
	}
	defer body.Close()
	return json.NewDecoder(body).Decode(into)
}
