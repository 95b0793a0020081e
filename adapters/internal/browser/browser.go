// Package browser looks at pages with a real browser, in tests. Where there is
// no Chromium it skips, and says so; with CI=true that is a failure.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience bounds everything that is bound to happen.
const patience = 30 * time.Second

// Tab is an open page.
type Tab struct {
	t   *testing.T
	ctx context.Context
}

// Open starts a browser whose window has this size.
func Open(t *testing.T, width, height int64) *Tab {
	t.Helper()
	path := find()
	if path == "" {
		const missing = "Chromium is not installed (Debian: apt-get install chromium fonts-noto-cjk)"
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	for tries := 1; ; tries++ {
		tab, err := start(t, path, width, height)
		if err == nil {
			return tab
		}
		if tries == starts {
			t.Fatalf("the browser: %v", err)
		}
		t.Logf("the browser did not start, once more: %v", err)
	}
}

// starts is how often a browser is started that dies at once, as Chromium does now and
// then on a full machine.
const starts = 3

func start(t *testing.T, path string, width, height int64) (*Tab, error) {
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", "zh-CN"))
	tab := &Tab{t: t}
	ctx, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(opts...), chromedp.WithListener(tab.complain))
	tab.ctx = ctx
	t.Cleanup(func() { _ = chromedp.Cancel(ctx); cancel() })
	return tab, chromedp.Do(ctx, chromedp.EmulateViewport(width, height)) // the browser lives as long as this context
}

func find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "headless-shell"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// complain fails the test for an error in a script of the page.
func (tab *Tab) complain(event any) {
	if e, ok := event.(*runtime.EventExceptionThrown); ok {
		tab.t.Errorf("the page's script failed: %s", e.ExceptionDetails.Text)
	}
}

// Do takes steps, one after the other.
func (tab *Tab) Do(steps ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	ctx, stop := context.WithTimeout(tab.ctx, patience)
	defer stop()
	if err := chromedp.Do(ctx, steps...); err != nil {
		tab.t.Fatalf("the browser: %v", err)
	}
}

// Eval computes something in the page.
func Eval[T any](tab *Tab, expression string) T {
	tab.t.Helper()
	v, err := eval[T](tab, expression)
	if err != nil {
		tab.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

func eval[T any](tab *Tab, expression string) (T, error) {
	ctx, stop := context.WithTimeout(tab.ctx, patience)
	defer stop()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression))
}

// Until waits for what is bound to become true in the page. Between two pages there is
// none to ask.
func (tab *Tab) Until(condition string, args ...any) {
	tab.t.Helper()
	condition = fmt.Sprintf(condition, args...)
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		is, err := eval[bool](tab, "!!("+condition+")")
		switch {
		case err == nil && is:
			return
		case time.Now().After(deadline):
			tab.Shoot("failed")
			tab.t.Fatalf("waited in vain for %s (%v); the page says:\n%s", condition, err, Eval[string](tab, "document.body.innerText"))
		}
	}
}

// Sees waits until words are on the page.
func (tab *Tab) Sees(words string) {
	tab.t.Helper()
	tab.Until("document.body && document.body.innerText.includes(%q)", words) // between two pages there is none
}

// Shoot writes a picture of the page to the folder named by YISHI_SHOTS, if any.
func (tab *Tab) Shoot(name string) {
	tab.t.Helper()
	dir := os.Getenv("YISHI_SHOTS")
	if dir == "" {
		return
	}
	data, err := chromedp.Run(tab.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, strings.ReplaceAll(name, "/", "-")+".png"), data, 0o644)
	}
	if err != nil {
		tab.t.Errorf("no picture of %s: %v", name, err)
	}
}

// Fits holds a page to what old eyes on a small phone need: nothing is wider than
// the screen or narrower than a few letters, no letter smaller than those of a chat,
// no button too small for a thumb.
func (tab *Tab) Fits(name string) {
	tab.t.Helper()
	for what, wrong := range map[string]string{
		"wider than the screen": `document.documentElement.scrollWidth > innerWidth && String(document.documentElement.scrollWidth)`,
		"too small to read":     `[...document.querySelectorAll('body *')].filter(e => e.innerText && parseFloat(getComputedStyle(e).fontSize) < 16).map(e => e.innerText).join()`,
		"too narrow to read":    `[...document.querySelectorAll('td, p')].filter(e => e.innerText.length > 3 && e.getBoundingClientRect().width < 50).map(e => e.innerText).join()`,
		"too small to press":    `[...document.querySelectorAll('a, button, input')].filter(e => e.offsetHeight < 44).map(e => e.innerText).join()`,
	} {
		if found := Eval[any](tab, wrong); found != "" && found != false {
			tab.t.Errorf("%s, %s: %v", name, what, found)
		}
	}
	tab.Shoot(name)
}
