package tally

import (
	"fmt"
	"slices"
)

// SignUp is somebody who wants a seat at something. One ID signs up for one
// option once: what comes again changes nothing.
type SignUp struct {
	ID     string
	Option string
}

// Seated is who has a seat at an option and who waits, in the order in which
// they are called up.
type Seated struct {
	Option  string   `json:"option"`
	Seats   int      `json:"seats"`
	In      []string `json:"in"`
	Waiting []string `json:"waiting"`
}

// Explain says in Chinese how the seats went.
func (s Seated) Explain() string {
	line := fmt.Sprintf("%s：名额 %d，报名 %d，得到名额 %d", s.Option, s.Seats, len(s.In)+len(s.Waiting), len(s.In))
	if len(s.Waiting) > 0 {
		line += fmt.Sprintf("，候补 %d", len(s.Waiting))
	}
	return line
}

// Place is where somebody waits: 1 is called up next, 0 does not wait.
func (s Seated) Place(id string) int { return slices.Index(s.Waiting, id) + 1 }

// FirstCome gives the seats of an option in the order of the sign-ups.
func FirstCome(option string, seats int, all []SignUp) Seated {
	return seat(option, seats, wanting(option, all))
}

// Lottery gives the seats of an option by the lot. The seed is published before
// signing up ends; what is drawn for each is the option, a line feed and the ID:
//
//	printf '%s\n%s' "$option" "$id" | openssl dgst -sha256 -hmac "$seed"
//
// and the smallest come first. See Draw.
func Lottery(option string, seats int, all []SignUp, seed string) Seated {
	var tickets []string
	for _, id := range wanting(option, all) {
		tickets = append(tickets, option+"\n"+id)
	}
	drawn := Draw(seed, tickets)
	for i, ticket := range drawn {
		drawn[i] = ticket[len(option)+1:]
	}
	return seat(option, seats, drawn)
}

// wanting is who wants an option, each once.
func wanting(option string, all []SignUp) (ids []string) {
	seen := map[string]bool{}
	for _, s := range all {
		if s.Option == option && !seen[s.ID] {
			seen[s.ID] = true
			ids = append(ids, s.ID)
		}
	}
	return ids
}

func seat(option string, seats int, ids []string) Seated {
	in := min(max(seats, 0), len(ids))
	return Seated{Option: option, Seats: seats, In: ids[:in], Waiting: ids[in:]}
}
