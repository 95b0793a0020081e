package ops

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

	"yishi/app/config"
	"yishi/app/sys"
	"yishi/bot/house"
	"yishi/store"
	_ "yishi/store/bolt" // the engine of stores that commands open
)

// Socket is the program's end.
type Socket struct {
	path   string
	server *http.Server
}

// Open takes what commands ask of o through a socket at path.
func Open(path string, o Operator) (*Socket, error) {
	l, err := listenPrivately(path)
	if err != nil {
		return nil, err
	}
	a := &Socket{path, &http.Server{Handler: o.Routes(), ReadHeaderTimeout: 5 * time.Second}}
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

func (s *Socket) Close() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if s.server.Shutdown(ctx) != nil {
		_ = s.server.Close()
	}
	_ = os.Remove(s.path)
}

// Tool is a command's way to an operator.
type Tool struct {
	client *http.Client
	Close  func() error
}

// Reach finds the operator of a store: in the program that runs, else in the
// store itself, opened by this command.
func Reach(c config.Config, kits []house.Kit) (*Tool, error) {
	path := c.Beside(".sock")
	if conn, err := net.Dial("unix", path); err == nil {
		_ = conn.Close()
		return dialTool(path), nil
	}
	s, err := store.Open(c.Store, store.Options{})
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "yishi")
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	own, err := Open(filepath.Join(dir, "s"), New(s, c, kits))
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir), s.Close())
	}
	t := dialTool(own.path)
	t.Close = func() error {
		own.Close()
		return errors.Join(os.RemoveAll(dir), s.Close())
	}
	return t, nil
}

func dialTool(path string) *Tool {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", path)
	}
	return &Tool{
		client: &http.Client{Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true}},
		Close:  func() error { return nil },
	}
}

// Ask makes one request and gives the body of its answer.
func (t *Tool) Ask(ctx context.Context, method, query string) (io.ReadCloser, error) {
	return t.Send(ctx, method, query, nil)
}

// Send makes one request with something in it.
func (t *Tool) Send(ctx context.Context, method, query string, what io.Reader) (io.ReadCloser, error) {
	return t.SendForm(ctx, method, query, "", what)
}

// SendForm makes one request with something of a kind in it.
func (t *Tool) SendForm(ctx context.Context, method, query, kind string, what io.Reader) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, method, "http://yishi"+query, what)
	if err != nil {
		return nil, err
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	resp, err := t.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("the running program does not answer: %w", sys.Cause(err))
	}
	if resp.StatusCode == http.StatusOK {
		return resp.Body, nil
	}
	defer resp.Body.Close()
	why, _ := io.ReadAll(io.LimitReader(resp.Body, 4<<10))
	return nil, errors.New(strings.TrimSpace(string(why)))
}

// Get asks for a value in JSON.
func (t *Tool) Get(ctx context.Context, query string, into any) error {
	return t.JSON(ctx, http.MethodGet, query, into)
}

func (t *Tool) JSON(ctx context.Context, method, query string, into any) error {
	body, err := t.Ask(ctx, method, query)
	if err != nil {
		return err
	}
	defer body.Close()
	return json.NewDecoder(body).Decode(into)
}
