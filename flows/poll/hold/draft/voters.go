package draft

import (
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/tally"
)

// askVoters asks who of those living there may vote, and how they are counted.
func askVoters(c *talk.Conv, p *poll.Poll) {
	switch k := p.Info(); {
	case k.Tag != "":
		return
	case asksPer(k):
		p.PerHome = c.Choice("per", "按人还是按户？",
			talk.Opt{Key: "home", Label: "每家一票，由家里一个人投"},
			talk.Opt{Key: "person", Label: "十八岁以上每人一票"}) == "home"
		unit := poll.By(*p, "十八岁以上的居民一共有多少人", "一共有多少户", "")
		p.Entitled = c.NumberOr("entitled", "就按登记的算", 1, 1000000, "%s？要过半才算数，请按户籍底册的数填。", unit)
		return
	}
	age := c.Choice("age", "有没有年龄的限制？", talk.Opt{Key: "all", Label: "不限年龄"}, talk.Opt{Key: "60", Label: "60岁以上"})
	if age == "60" {
		p.For.MinAge = 60
	}
}

// asksPer reports whether the organiser says whose vote it is: each person's, or each
// home's. The law leaves that open for the residents of a community.
func asksPer(k poll.KindInfo) bool { return k.Rule != (tally.Assembly{}) && k.Tag == "" }

// askDemand asks how well those who vote must be known.
func askDemand(c *talk.Conv, p *poll.Poll) {
	var opts []talk.Opt
	all := p.Info().Demands()
	for i, d := range all {
		key := string(d)
		if i == 0 {
			key = "usual"
		}
		opts = append(opts, talk.Opt{Key: key, Label: d.Words(), Wide: true})
	}
	if len(all) == 0 {
		return
	}
	chosen := poll.Demand(c.Choice("demand", "谁的票算数？", opts...))
	if chosen == "usual" {
		chosen = all[0]
	}
	p.Demand(chosen)
}

// askFinal asks whether ballots may be changed.
func askFinal(c *talk.Conv, p *poll.Poll) {
	if p.Info().Seats {
		return
	}
	p.Final = c.Choice("changes", "投了以后，还能不能改？",
		talk.Opt{Key: "yes", Label: "截止以前可以改", Wide: true},
		talk.Opt{Key: "no", Label: "投了就不能改", Wide: true}) == "no"
}

// askCarers asks whether those who act for somebody may vote for them.
func askCarers(c *talk.Conv, p *poll.Poll) {
	if !p.MayHaveCarers() {
		return
	}
	p.Carers = c.Choice("carers", "家里人能不能代投？",
		talk.Opt{Key: "no", Label: "不能，要本人投", Wide: true},
		talk.Opt{Key: "yes", Label: "能，要本人先同意过；本人自己投了，就按本人的", Wide: true}) == "yes"
}

func carersWords(p poll.Poll) string {
	if p.Carers {
		return "本人同意过的，家里人能代投"
	}
	return "不能，要本人投"
}
