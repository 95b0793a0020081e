package poll

import (
	"cmp"
	"strconv"
)

// Whose is whose vote it is.
type Whose string

// The cases. What each means is in files of their names in the rooms above: who is on
// the register and stands for it (poll/voice), how their ballots come (poll/cast) and are
// counted (poll/count), what they are told (poll/tell), and the lists of their doors
// (poll/lists).
const (
	Persons Whose = "persons" // each has one
	Homes   Whose = "homes"   // each has one, whoever of it votes
	Parts   Whose = "parts"   // each exclusive part of an estate has one, whose owners vote
)

// Whose is whose vote it is in a poll.
func (p *Poll) Whose() Whose {
	if p.PerHome {
		return cmp.Or(p.Info().Whose, Homes)
	}
	return cmp.Or(p.Info().Whose, Persons)
}

// By is what there is for whose vote it is: one of three things, by case.
func By[T any](p Poll, persons, homes, parts T) T {
	switch p.Whose() {
	case Homes:
		return homes
	case Parts:
		return parts
	}
	return persons
}

// Voices writes a number of those who vote.
func (p *Poll) Voices(n int) string { return strconv.Itoa(n) + p.Unit() }

// Unit is what those who vote are counted in.
func (p *Poll) Unit() string { return By(*p, "人", "户", "套") }

// You is whom a vote is of, as they are spoken to.
func (p *Poll) You() string { return By(*p, "您", "您家", "您") }

// Whom is what those who vote are called.
func (p *Poll) Whom() string { return cmp.Or(p.Info().Tag, By(*p, "居民", "住户", "业主")) }

// Notice is what notices of a poll are headed with.
func (p *Poll) Notice() string { return By(*p, "投票", "投票", p.Weight()) }
