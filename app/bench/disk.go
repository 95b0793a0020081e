package bench

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"time"

	"go.etcd.io/bbolt"
)

// disk is the bare store that turns are compared with: bbolt alone, one small
// put a commit, by one writer, and the one system call under it.
type disk struct {
	db   *bbolt.DB
	file *os.File
	next uint64

	Commits []time.Duration
	Syncs   []time.Duration
}

func newDisk(dir string) (*disk, error) {
	db, err := bbolt.Open(filepath.Join(dir, "bare.db"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(filepath.Join(dir, "bare.page"), os.O_RDWR|os.O_CREATE, 0o600)
	if err == nil {
		_, err = file.Write(make([]byte, 1<<20)) // so that a sync has no new size to write
	}
	if err == nil {
		err = file.Sync()
	}
	return &disk{db: db, file: file}, err
}

func (d *disk) close() {
	_ = d.db.Close()
	_ = d.file.Close()
}

// measure makes commits, then syncs of one page, for about a time each.
func (d *disk) measure(each time.Duration) error {
	for end := time.Now().Add(each); time.Now().Before(end); {
		if err := d.timed(&d.Commits, d.commit); err != nil {
			return err
		}
	}
	for end := time.Now().Add(each / 4); time.Now().Before(end); {
		if err := d.timed(&d.Syncs, d.sync); err != nil {
			return err
		}
	}
	return nil
}

func (d *disk) timed(to *[]time.Duration, do func() error) error {
	begun := time.Now()
	err := do()
	*to = append(*to, time.Since(begun))
	return err
}

func (d *disk) commit() error {
	d.next++
	return d.db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists([]byte("t"))
		if err != nil {
			return err
		}
		return b.Put(binary.BigEndian.AppendUint64(nil, d.next), []byte("one small value"))
	})
}

func (d *disk) sync() error {
	d.next++
	page := make([]byte, os.Getpagesize())
	binary.BigEndian.PutUint64(page, d.next)
	if _, err := d.file.WriteAt(page, 0); err != nil {
		return err
	}
	return syncData(d.file)
}

// diskFigures are what the bare disk did.
type diskFigures struct {
	CommitsPerSecond float64 `json:"commits_per_second"`
	CommitP50        float64 `json:"commit_p50_ms"`
	CommitP99        float64 `json:"commit_p99_ms"`
	SyncP50          float64 `json:"fdatasync_p50_ms"`
}

func (d *disk) figures() diskFigures {
	slices.Sort(d.Commits)
	var all time.Duration
	for _, c := range d.Commits {
		all += c
	}
	return diskFigures{
		CommitsPerSecond: perSecond(len(d.Commits), all), CommitP50: ms(quantile(d.Commits, .5)), CommitP99: ms(quantile(d.Commits, .99)),
		SyncP50: ms(median(d.Syncs)),
	}
}
