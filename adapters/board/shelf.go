package board

import (
	"slices"
	"sync"
	"sync/atomic"

	"yishi/flows/poll/proof"
)

// A list of 100,000 ballots takes a second to make, and everybody opens the link
// at the same moment. What was made for a poll is kept, until others need the room.

// room is how many bytes a shelf holds, or one book where that is more.
const room = 64 << 20

// shelf keeps what was made for the polls that were asked for last.
type shelf struct {
	mu    sync.Mutex
	books []*book // the last first
}

// book is what was made for one poll. Whoever makes something of it holds it, so it
// is made once, and one thing at a time.
type book struct {
	poll string
	size atomic.Int64
	made atomic.Int64 // how often something had to be made

	mu    sync.Mutex
	list  *proof.List
	files map[string][]byte
}

// of is the book of a poll.
func (s *shelf) of(poll string) *book {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.IndexFunc(s.books, func(b *book) bool { return b.poll == poll })
	if at < 0 {
		s.books = append([]*book{{poll: poll, files: map[string][]byte{}}}, s.books...)
		return s.books[0]
	}
	b := s.books[at]
	s.books = slices.Insert(slices.Delete(s.books, at, at+1), 0, b)
	return b
}

// tidy takes down the books that were not asked for in a long time, where there is
// no room for all.
func (s *shelf) tidy() {
	s.mu.Lock()
	defer s.mu.Unlock()
	size := int64(0)
	for i, b := range s.books {
		if size += b.size.Load(); size > room && i > 0 {
			s.books = slices.Clip(s.books[:i])
			return
		}
	}
}

// file is a file of a poll, made if it was not yet.
func (s *shelf) file(poll, name string, make func(*book) ([]byte, error)) ([]byte, error) {
	b := s.of(poll)
	defer s.tidy()
	b.mu.Lock()
	defer b.mu.Unlock()
	if data, there := b.files[name]; there {
		return data, nil
	}
	data, err := make(b)
	if err != nil {
		return nil, err
	}
	b.files[name] = data
	b.grow(len(data))
	return data, nil
}

// perBallot is about what a ballot of a list takes in memory.
const perBallot = 400

// ballots is the list of a poll. Its book is held.
func (b *book) ballots(make func() (*proof.List, error)) (*proof.List, error) {
	if b.list != nil {
		return b.list, nil
	}
	l, err := make()
	if err == nil {
		b.list = l
		b.grow(len(l.Ballots) * perBallot)
	}
	return l, err
}

func (b *book) grow(by int) {
	b.size.Add(int64(by))
	b.made.Add(1)
}
