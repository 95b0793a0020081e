package owners

import (
	"fmt"
	"slices"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/store"
)

// Holding is what several owners have together in the live register of an estate.
type Holding struct {
	Estate string   `json:"estate"`
	Holder string   `json:"holder"`
	Title  string   `json:"title"` // 桂花苑3栋1单元301
	Names  []string `json:"names"` // of the owners
	Me     int      `json:"me"`    // counted from 1
	Voter  int      `json:"voter"` // 0: nobody yet
}

// Shared are the holdings that a person has with others; and why there are none.
func Shared(tx store.Reader, p directory.Person) (all []Holding, why string) {
	why = "您名下没有和别人共有的房子，不用推选。"
	var estates []string
	for _, t := range p.Ties {
		e, ok := directory.Enclosing(tx, t.Home, directory.Estate)
		if ok && !slices.Contains(estates, e.ID) {
			estates = append(estates, e.ID)
		}
		if owns(p, t.Home) && !proves(p, t.Home) {
			why = unprovedWords(directory.FullName(tx, t.Home))
		}
	}
	for _, estate := range estates {
		live, _ := Get(tx, estate)
		for _, c := range claims(tx, live, p) {
			if len(c.parts[0].Owners) > 1 {
				all = append(all, c.holding(tx, estate))
			}
		}
	}
	return all, why
}

func (c claim) holding(tx store.Reader, estate string) Holding {
	h := Holding{
		Estate: estate, Holder: c.parts[0].Holder, Me: c.me, Voter: c.parts[0].Voter,
		Title: directory.FullName(tx, estate) + titleOf(c.parts),
	}
	for _, o := range c.parts[0].Owners {
		h.Names = append(h.Names, o.Name)
	}
	return h
}

// NameVoter lets one of several owners vote for what they have together, as one
// of them says for all. It holds for registers frozen from then on, and any of
// them may say otherwise until then; so each of the others whose papers were seen
// is told. It returns the names of those who could not be. Who is named already
// is not named again.
func NameVoter(tx store.Tx, by directory.Person, h Holding, voter int) (untold []string, err error) {
	all, why := Shared(tx, by)
	at := slices.IndexFunc(all, func(now Holding) bool { return now.Holder == h.Holder && now.Estate == h.Estate })
	switch {
	case len(all) == 0:
		return nil, bot.Refusal(why)
	case at < 0 || !slices.Equal(all[at].Names, h.Names) || voter < 1 || voter > len(h.Names):
		return nil, bot.Refuse("名册刚刚更新过，请再说一次「推选投票人」。")
	}
	if all[at].Voter == voter {
		return nil, nil
	}
	live, _ := Get(tx, h.Estate)
	list := held(tx, live.rows(), h.Holder)
	setVoter(tx, list, voter)
	live.Named++
	registers.Put(tx, live)
	audit.Log(tx, by.ID, "name voter", h.Estate, fmt.Sprintf("%s: owner %d of %d", firstHome(list), voter, len(h.Names)))
	return tellOthers(tx, h, voter, known(tx, h, list)), nil
}

func setVoter(tx store.Tx, list []Part, voter int) {
	for _, p := range list {
		p.Voter = voter
		parts.Put(tx, p)
	}
}

// firstHome is the id of the first home among parts.
func firstHome(list []Part) string {
	for _, p := range list {
		if p.Home != "" {
			return p.Home
		}
	}
	return "no home"
}

// known are the owners of a holding that the directory knows by their papers, by
// their place among the owners.
func known(tx store.Reader, h Holding, list []Part) map[int]string {
	ids := map[int]string{}
	for _, part := range list {
		if part.Home == "" {
			continue
		}
		for p := range (directory.Audience{Place: part.Home, Owners: true}).People(tx) {
			if me := part.owner(p); me > 0 && proves(p, part.Home) {
				ids[me] = p.ID
			}
		}
	}
	return ids
}

func tellOthers(tx store.Tx, h Holding, voter int, ids map[int]string) (untold []string) {
	for i, name := range h.Names {
		switch id := ids[i+1]; {
		case i+1 == h.Me:
		case id == "" || len(directory.AccountsOf(tx, id)) == 0:
			untold = append(untold, name)
		default:
			told := outbox.Tell(tx, id, bot.Out{Text: toldWords(h, voter, i+1)})
			if outbox.FateOf(tx, told).Missing() != "" {
				untold = append(untold, name)
			}
		}
	}
	return untold
}

func toldWords(h Holding, voter, to int) string {
	who := h.Names[voter-1] + "来投"
	switch voter {
	case to:
		who = "您来投"
	case h.Me:
		who = "本人来投"
	}
	return fmt.Sprintf("%s是您和%s共有的，业主投票只有一票。\n%s说，由%s。\n要换人，请在投票公告以前回复「推选投票人」。",
		h.Title, h.others(to), h.Names[h.Me-1], who)
}

// others are the owners but one.
func (h Holding) others(but int) string {
	names := slices.Delete(slices.Clone(h.Names), but-1, but)
	return join(names)
}
