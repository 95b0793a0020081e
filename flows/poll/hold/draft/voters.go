package draft

import (
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/tally"
)

// askVoters asks who of those living there may vote, and how they are counted.
func askVoters(c *talk.Conv, p *poll.Poll) {
	switch p.Kind {
	case poll.Delegates:
		return
	case poll.Residents:
		p.PerHome = c.Choice("per", "按人还是按户？",
			talk.Opt{Key: "home", Label: "每家一票，由家里一个人投"},
			talk.Opt{Key: "person", Label: "十八岁以上每人一票"}) == "home"
		unit := "十八岁以上的居民一共有多少人"
		if p.PerHome {
			unit = "一共有多少户"
		}
		p.Entitled = c.NumberOr("entitled", "就按登记的算", 1, 1000000, "%s？要过半才算数，请按户籍底册的数填。", unit)
		return
	}
	age := c.Choice("age", "有没有年龄的限制？", talk.Opt{Key: "all", Label: "不限年龄"}, talk.Opt{Key: "60", Label: "60岁以上"})
	if age == "60" {
		p.For.MinAge = 60
	}
}

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

// askRule asks what it takes, where the organiser may say so.
func askRule(c *talk.Conv, p *poll.Poll) {
	switch p.Kind {
	case poll.Choose:
		p.Quorum, p.Line = bars(c.Choice("rule", "怎样才算数？",
			talk.Opt{Key: "most", Label: "票最多的就行"},
			talk.Opt{Key: "half", Label: "要过半数的人投票"},
			talk.Opt{Key: "third", Label: "要三分之二以上的人投票"},
			talk.Opt{Key: "line", Label: "要过半数的人投票，得票也要过半"}))
	case poll.Proposal:
		p.Quorum, p.Line = bars(c.Choice("rule", "怎样才算通过？",
			talk.Opt{Key: "yes", Label: "投票的人里过半数同意", Wide: true},
			talk.Opt{Key: "yes3", Label: "投票的人里三分之二以上同意", Wide: true},
			talk.Opt{Key: "line", Label: "过半数的人投票，其中过半数同意", Wide: true}))
	}
}

// bars is what the organiser chose of what it takes to decide.
func bars(choice string) (quorum, line tally.Bar) {
	switch choice {
	case "half":
		return tally.Half, tally.Bar{}
	case "third":
		return tally.TwoThirds, tally.Bar{}
	case "line":
		return tally.Half, tally.Half
	case "yes":
		return tally.Bar{}, tally.Half
	case "yes3":
		return tally.Bar{}, tally.TwoThirds
	}
	return quorum, line
}

// barsOf is the choice that gave the bars of a poll, "" if nobody chose them.
func barsOf(p poll.Poll) string {
	if k := p.Info().Kind; k != poll.Choose && k != poll.Proposal {
		return ""
	}
	choices := []string{"most", "half", "third", "line"}
	if p.Kind == poll.Proposal {
		choices = []string{"yes", "yes3", "line"}
	}
	for _, choice := range choices {
		if quorum, line := bars(choice); quorum == p.Quorum && line == p.Line {
			return choice
		}
	}
	return ""
}

// askFinal asks whether ballots may be changed.
func askFinal(c *talk.Conv, p *poll.Poll) {
	if p.Info().Shape == poll.Queue {
		return
	}
	p.Final = c.Choice("changes", "投了以后，还能不能改？",
		talk.Opt{Key: "yes", Label: "截止以前可以改", Wide: true},
		talk.Opt{Key: "no", Label: "投了就不能改", Wide: true}) == "no"
}
