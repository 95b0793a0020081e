package world_test

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"yishi/adapters/telegram"
	"yishi/adapters/telegram/telegramtest"
	"yishi/adapters/wechat"
	"yishi/adapters/wechat/wechattest"
	"yishi/app"
	"yishi/app/apptest"
	"yishi/app/command"
	"yishi/app/config"
	"yishi/bot"
	"yishi/store/storetest"
)

// The test binary runs itself as the program, to be killed.
const (
	childConfig = "YISHITEST_CONFIG" // the file
	childAhead  = "YISHITEST_AHEAD"  // of the real time, in nanoseconds
	childFull   = "YISHITEST_FULL"   // most bytes of a file, as if the disk were full
)

func TestMain(m *testing.M) {
	if os.Getenv(childConfig) != "" {
		os.Exit(child())
	}
	slog.SetDefault(slog.New(slog.DiscardHandler))
	os.Exit(m.Run())
}

var beginning = time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)

// child is the program in the process of its own.
func child() int {
	if limit, err := strconv.ParseUint(os.Getenv(childFull), 10, 64); err == nil {
		signal.Ignore(syscall.SIGXFSZ) // writing beyond fails instead
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
			panic(err)
		}
	}
	ahead, _ := strconv.ParseInt(os.Getenv(childAhead), 10, 64)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	err := func() error {
		c, _, err := config.Load(os.Getenv(childConfig), nil)
		if err != nil {
			return err
		}
		program, err := app.New(c, app.Options{
			Now: func() time.Time { return time.Now().Add(time.Duration(ahead)) }, Log: command.NewLog(os.Stderr, "debug"), Unpaced: true,
		})
		if err != nil {
			return err
		}
		return command.Explained(program.Run(ctx))
	}()
	return command.Finish(os.Stderr, err)
}

// outside is what does not die with the program: the platforms, the people, and
// whoever starts the program again.
type outside struct {
	*testing.T
	clock    *app.Clock
	wechat   *wechattest.Fake
	telegram *telegramtest.Server
	config   config.Config
	file     string
	cmd      *exec.Cmd
	env      []string
	complain *os.File
}

func newOutside(t *testing.T) *outside {
	t.Helper()
	dir := storetest.Memory(t)
	o := &outside{T: t, clock: &app.Clock{}, file: filepath.Join(dir, "yishi.yaml")}
	o.clock.Begin(beginning)
	account := wechat.Config{
		Name: "main", AppID: "wx0000000000kill00", AppSecret: "wechat-app-secret", Token: "wechat-token",
		AESKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", Account: wechat.Service,
	}
	fake, err := wechattest.New(wechattest.Options{
		AppID: account.AppID, Secret: account.AppSecret, Token: account.Token, AESKey: account.AESKey, Now: o.clock.Now, Wait: 2 * time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	o.wechat, account.APIBase = fake, fake.URL()
	o.telegram = telegramtest.New(telegramtest.Options{Now: o.clock.Now, Retry: 50 * time.Millisecond})
	t.Cleanup(func() { o.stop(); o.wechat.Close(); o.telegram.Close() })
	o.config = config.Config{
		Listen: freePort(t), Store: "bolt:" + filepath.Join(dir, "yishi.db"), WeChat: []wechat.Config{account},
		Telegram: []telegram.Config{{
			Name: "main", Token: o.telegram.Token(), Secret: "telegram-secret", Mode: telegram.ByWebhook, APIBase: o.telegram.URL(),
		}},
	}.WithDefaults()
	data, err := yaml.Marshal(o.config)
	if err == nil {
		err = os.WriteFile(o.file, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	o.wechat.Push(o.config.PublicURL + "/wechat/main")
	if o.complain, err = os.Create(filepath.Join(dir, "stderr")); err != nil {
		t.Fatal(err)
	}
	return o
}

func freePort(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// start runs the program and waits until it is ready.
func (o *outside) start() {
	o.Helper()
	o.cmd = exec.Command(os.Args[0])
	o.cmd.Stderr = o.complain
	o.cmd.Env = append(append(os.Environ(), o.env...), childConfig+"="+o.file, fmt.Sprintf("%s=%d", childAhead, o.clock.Ahead()))
	if err := o.cmd.Start(); err != nil {
		o.Fatal(err)
	}
	apptest.Eventually(o.T, "the program is ready", func() bool {
		resp, err := http.Get(o.config.PublicURL + "/readyz")
		if err != nil {
			return false
		}
		resp.Body.Close()
		return resp.StatusCode == http.StatusOK
	})
}

// kill is a power cut for the program.
func (o *outside) kill() {
	_ = o.cmd.Process.Kill()
	_ = o.cmd.Wait()
	o.cmd = nil
}

// stop ends the program as a supervisor does. It gives the exit code.
func (o *outside) stop() int {
	if o.cmd == nil {
		return command.Fine
	}
	_ = o.cmd.Process.Signal(syscall.SIGTERM)
	return o.wait()
}

// wait waits for the program's own end, for a while.
func (o *outside) wait() int {
	late := time.AfterFunc(20*time.Second, func() { _ = o.cmd.Process.Kill() })
	defer late.Stop()
	_ = o.cmd.Wait()
	code := o.cmd.ProcessState.ExitCode()
	o.cmd = nil
	return code
}

// keepsQuiet looks in the log for what must never be there.
func (o *outside) keepsQuiet(people []*villager) {
	o.Helper()
	log := o.complaints()
	never := []string{
		"wechat-app-secret", "wechat-token", o.config.WeChat[0].AESKey, "telegram-secret", o.telegram.Token(), "花箱", "桂花苑",
	}
	for _, r := range people {
		never = append(never, r.account)
	}
	for _, secret := range never {
		if strings.Contains(log, secret) {
			o.Errorf("%q is in the log", secret)
		}
	}
}

// complaints is what the program wrote to stderr.
func (o *outside) complaints() string {
	data, _ := os.ReadFile(o.complain.Name())
	return string(data)
}
