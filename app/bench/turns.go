package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"yishi/app/world"
	"yishi/bot/directory"
	"yishi/bot/house"
	"yishi/store"
)

// Turns measures turns: people report what is wrong in the WeChat chat,
// five turns each, AES on, the reply in the response, every turn durable before
// it is answered. The people are in this process, too, and their work counts.
type Turns struct {
	Options
	People  []int `default:"1,32,256" help:"How many talk at once, in one round each."`
	Seconds int   `default:"5" help:"How long a round takes."`
	NoIdle  bool  `help:"Leave out the memory of an idle program."`
}

// turnsReport is what was measured.
type turnsReport struct {
	conditions
	Disk   diskFigures `json:"bare_disk"`
	Lone   loneFigures `json:"lone_turn"`
	Rounds []round     `json:"rounds"`
	Idle   *idleMemory `json:"idle,omitempty"`
}

// round is what some people did at once.
type round struct {
	People         int     `json:"people"`
	Turns          int     `json:"turns"`
	TurnsPerSecond float64 `json:"turns_per_second"`
	P50            float64 `json:"p50_ms"`
	P99            float64 `json:"p99_ms"`
	CPU            float64 `json:"cpu_us_per_turn"`
	Commits        float64 `json:"commits_per_second"`
	PerCommit      float64 `json:"turns_per_commit"`
	Issues         int     `json:"issues"`
	RSS            int     `json:"rss_kb"`
	Heap           uint64  `json:"heap_bytes"`
	Others         float64 `json:"cores_others_used"`
}

// loneFigures compare a turn of one person alone with a bare commit, by turns.
type loneFigures struct {
	Turn   float64 `json:"turn_p50_ms"`
	Commit float64 `json:"bare_commit_p50_ms"`
	Over   float64 `json:"over_ms"`
}

func (c Turns) Run(ctx context.Context, out io.Writer) (err error) {
	dir, done, err := c.folder()
	if err != nil {
		return err
	}
	defer done()
	r := turnsReport{conditions: conditionsIn(dir)}
	d, err := newDisk(dir)
	if err != nil {
		return err
	}
	defer d.close()
	if r.Lone, err = c.lone(d); err != nil {
		return err
	}
	for _, people := range c.People {
		measured, err := c.round(d, people)
		if err != nil {
			return fmt.Errorf("%d people: %w", people, err)
		}
		r.Rounds = append(r.Rounds, measured)
	}
	r.Disk = d.figures()
	if !c.NoIdle {
		if r.Idle, err = measureIdle(ctx, dir); err != nil {
			return err
		}
	}
	if c.JSON {
		return printJSON(out, r)
	}
	r.print(out)
	return nil
}

// crowd is a world with a town whose people come to some seats, one after another.
type crowd struct {
	world  *world.World
	town   *town
	next   atomic.Int64
	serial atomic.Int64
	seats  []*seat
}

// inCrowd runs do in a new world with people at seats, and then sees that the
// store holds just what was confirmed.
func (c Turns) inCrowd(people int, do func(*crowd) error) (err error) {
	dir, done, err := c.folder()
	if err != nil {
		return err
	}
	defer done()
	w, err := benchWorld(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.End()) }()
	all := &crowd{world: w}
	if all.town, err = newTown(w.App.Store, max(1000, 3000*c.Seconds), byOpenID); err != nil {
		return err
	}
	for range people {
		s, err := newSeat(w, &all.serial)
		if err != nil {
			return err
		}
		defer s.line.close()
		all.seats = append(all.seats, s)
	}
	if err := do(all); err != nil {
		return err
	}
	return all.verify()
}

// talk has all seats busy until a time.
func (c *crowd) talk(until time.Time) error {
	errs := make([]error, len(c.seats))
	var all sync.WaitGroup
	for i, s := range c.seats {
		all.Go(func() {
			for errs[i] == nil && time.Now().Before(until) {
				errs[i] = s.talk(c.town.people[int(c.next.Add(1))%len(c.town.people)], until)
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

// verify compares the store with what people were told: what was confirmed to somebody
// is among what is kept of them, and nothing else was filed.
func (c *crowd) verify() error {
	told := map[string][]string{}
	n := 0
	for _, s := range c.seats {
		n += len(s.filed)
		for no, who := range s.filed {
			told[who] = append(told[who], no)
		}
	}
	kits := c.world.App.Kits()
	issues, there := house.Exports(kits)["issues"]
	if !there {
		return errors.New("nothing here keeps the issues that people report to be measured")
	}
	return c.world.App.Store.View(context.Background(), func(tx store.Reader) error {
		for who, nos := range told {
			p, _ := directory.GetPerson(tx, who)
			kept := fmt.Sprint(house.Export(kits, tx, p))
			for _, no := range nos {
				if !strings.Contains(kept, no) {
					return fmt.Errorf("issue %s was confirmed to %s and is not there", no, who)
				}
			}
		}
		var data bytes.Buffer
		var kept []struct{}
		if err := errors.Join(issues.Write(&data, tx, nil), json.Unmarshal(data.Bytes(), &kept)); err != nil {
			return err
		}
		if len(kept) != n {
			return fmt.Errorf("%d issues were confirmed, and the store holds %d", n, len(kept))
		}
		return nil
	})
}

func (c Turns) round(d *disk, people int) (r round, err error) {
	if err := d.measure(500 * time.Millisecond); err != nil {
		return r, err
	}
	err = c.inCrowd(people, func(all *crowd) error {
		return profiled(c.Profile, func() error {
			r, err = all.measure(time.Duration(c.Seconds) * time.Second)
			return err
		})
	})
	return r, errors.Join(err, d.measure(500*time.Millisecond))
}

func (c *crowd) measure(length time.Duration) (round, error) {
	commits, cpu, all, begun := c.world.App.Store.Commits(), cpuUsed(), cpuOfAll(), time.Now()
	if err := c.talk(begun.Add(length)); err != nil {
		return round{}, err
	}
	took := time.Since(begun)
	commits, cpu, all = c.world.App.Store.Commits()-commits, cpuUsed()-cpu, cpuOfAll()-all
	var turns []time.Duration
	issues := 0
	for _, s := range c.seats {
		turns = append(turns, s.turns...)
		issues += len(s.filed)
	}
	slices.Sort(turns)
	n := len(turns)
	r := round{
		People: len(c.seats), Turns: n, Issues: issues, TurnsPerSecond: perSecond(n, took),
		P50: ms(quantile(turns, .5)), P99: ms(quantile(turns, .99)), CPU: us(cpu) / float64(n),
		Commits: perSecond(int(commits), took), PerCommit: float64(n) / float64(commits),
		Others: max(0, all-cpu).Seconds() / took.Seconds(),
	}
	r.RSS, _ = memoryOf("self")
	r.Heap = heapNow()
	return r, nil
}

// lone lets one person and the bare disk take turns, so that both see the same disk.
func (c Turns) lone(d *disk) (f loneFigures, err error) {
	err = c.inCrowd(1, func(all *crowd) error {
		from := len(d.Commits)
		for end := time.Now().Add(time.Duration(c.Seconds) * time.Second); time.Now().Before(end); {
			if err := all.talk(time.Now().Add(50 * time.Millisecond)); err != nil {
				return err
			}
			if err := d.measure(50 * time.Millisecond); err != nil {
				return err
			}
		}
		f.Turn, f.Commit = ms(median(all.seats[0].turns)), ms(median(d.Commits[from:]))
		f.Over = f.Turn - f.Commit
		return nil
	})
	return f, err
}

func (r turnsReport) print(w io.Writer) {
	r.conditions.print(w)
	fmt.Fprintf(w, "\nbare disk   %.0f commits/s, p50 %.2f ms, p99 %.2f ms (bbolt, one small put each); fdatasync of a page p50 %.2f ms\n",
		r.Disk.CommitsPerSecond, r.Disk.CommitP50, r.Disk.CommitP99, r.Disk.SyncP50)
	fmt.Fprintf(w, "lone turn   p50 %.2f ms, bare commit %.2f ms in the same minute: %+.2f ms (goal: at most +0.3)\n\n", r.Lone.Turn, r.Lone.Commit, r.Lone.Over)
	fmt.Fprintf(w, "%6s %9s %9s %9s %10s %10s %12s %8s %8s %8s %7s\n", "people", "turns/s", "p50 ms", "p99 ms", "CPU µs/turn", "commits/s", "turns/commit", "issues", "RSS MB", "heap MB", "others")
	for _, x := range r.Rounds {
		fmt.Fprintf(w, "%6d %9.0f %9.2f %9.2f %10.1f %10.0f %12.1f %8d %8d %8d %7.2f\n", x.People, x.TurnsPerSecond, x.P50, x.P99, x.CPU,
			x.Commits, x.PerCommit, x.Issues, x.RSS>>10, x.Heap>>20, x.Others)
	}
	fmt.Fprint(w, "\nCPU and memory are those of the whole process, the people who talk included; others: how many cores other\n"+
		"programs used meanwhile. Every answer was checked; the store holds exactly the issues that were confirmed. Goals on two cores: 32 people 10000 turns/s, p99 under\n"+
		"15 ms, under 80 µs of CPU a turn; 256 people 7000 turns/s.\n")
	if r.Idle != nil {
		r.Idle.print(w)
	}
}
