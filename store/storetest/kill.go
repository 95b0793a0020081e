package storetest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"yishi/store"
)

const (
	killRounds = 10
	killEnv    = "STORETEST_KILL" // location and round, in the child
)

// kill starts this test binary again as a child that writes and says on its
// standard output what was confirmed to it, kills it in the middle, and looks:
// everything confirmed is there, exactly once, and nothing is there by half.
func kill(t *testing.T, fresh func(*testing.T) Harness) {
	h := fresh(t)
	if at := os.Getenv(killEnv); at != "" {
		round, location, _ := strings.Cut(at, " ")
		writeUntilKilled(t, h, location, round)
		return
	}
	if testing.Short() {
		t.Skip("starts processes")
	}
	var confirmed []string
	for round := range killRounds {
		confirmed = append(confirmed, killOnce(t, fmt.Sprintf("%d %s", round, h.Location), 1+round*round*7)...)
		s, err := h.Open(h.Location, time.Now)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		verify(t, s, confirmed)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(confirmed) < killRounds {
		t.Fatalf("only %d writes were confirmed in %d rounds", len(confirmed), killRounds)
	}
}

// killOnce kills a child after it has said that many ids are confirmed, and
// returns all that it had said.
func killOnce(t *testing.T, at string, after int) (confirmed []string) {
	t.Helper()
	parts := strings.Split(t.Name(), "/")
	for i, p := range parts {
		parts[i] = "^" + regexp.QuoteMeta(p) + "$"
	}
	child := exec.Command(os.Args[0], "-test.run="+strings.Join(parts, "/"))
	child.Env = append(os.Environ(), killEnv+"="+at)
	child.Stderr = os.Stderr
	life, err := child.StdinPipe() // the child ends when we do
	if err != nil {
		t.Fatal(err)
	}
	defer life.Close()
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		id, ok := strings.CutPrefix(lines.Text(), "confirmed ")
		if !ok {
			continue
		}
		if confirmed = append(confirmed, id); len(confirmed) == after {
			child.Process.Kill() // what it had said before that is still to be read
		}
	}
	child.Wait()
	return confirmed
}

// verify: each id was written to two tables and a counter in one transaction.
func verify(t *testing.T, s store.Store, confirmed []string) {
	t.Helper()
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	err := s.View(t.Context(), func(tx store.Reader) error {
		written := map[string]int{}
		for _, v := range tx.Scan("log", "", "") {
			written[string(v)]++
		}
		ids := 0
		for range tx.Scan("ids", "", "") {
			ids++
		}
		if len(written) != ids {
			t.Errorf("%d ids in one table, %d in the other", len(written), ids)
		}
		if n := string(tx.Get("number", "written")); n != fmt.Sprint(ids) {
			t.Errorf("the counter stands at %s, with %d ids", n, ids)
		}
		for _, id := range confirmed {
			if written[id] != 1 || tx.Get("ids", id) == nil {
				t.Errorf("%s was confirmed and is there %d times", id, written[id])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// writeUntilKilled is the child.
func writeUntilKilled(t *testing.T, h Harness, location, round string) {
	s, err := h.Open(location, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		io.Copy(io.Discard, os.Stdin)
		os.Exit(1)
	}()
	var wg sync.WaitGroup
	if c, ok := s.(store.Compacter); ok {
		wg.Go(func() { compactUntilKilled(c) })
	}
	for w := range 8 {
		wg.Go(func() {
			for i := 0; ; i++ {
				id := fmt.Sprintf("%s-%d-%d", round, w, i)
				for range 2 { // as a platform that delivers twice
					if err := write(s, id, w%4 == 3); err != nil {
						os.Exit(1)
					}
				}
				if w%4 != 3 {
					os.Stdout.WriteString("confirmed " + id + "\n")
				}
			}
		})
	}
	wg.Wait()
}

func compactUntilKilled(c store.Compacter) {
	for {
		if err := c.Compact(context.Background()); err != nil {
			os.Exit(1)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// write writes an id once, or fails after having written it.
func write(s store.Store, id string, fail bool) error {
	err := s.Update(context.Background(), func(tx store.Tx) error {
		if tx.Get("ids", id) != nil {
			return nil
		}
		tx.Put("ids", id, []byte(`1`))
		tx.Put("log", store.Key(tx.Seq()), []byte(id))
		store.Next(tx, "written")
		if fail {
			return errNo
		}
		return nil
	})
	if fail && err == errNo {
		return nil
	}
	return err
}
