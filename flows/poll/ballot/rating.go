package ballot

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"yishi/bot"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
	"yishi/flows/tally"
	"yishi/store"
)

// rating is a ballot that gives options points.
type rating struct{ base }

func (k rating) do() string {
	return fmt.Sprintf("给每一项打分，1分最低，%d分最高。", k.Most)
}
func (k rating) ask() string { return "请" + k.do() }
func (k rating) paper() string {
	return fmt.Sprintf("给每一项打分：在方框里写1到%d，%d分最高。", k.Most, k.Most)
}

func (k rating) choose(c *talk.Conv, text string, _ poll.Marks) (m poll.Marks, keep bool) {
	return c.Scores("points", text, k.Most, k.OptionLabels()...), false
}

func (k rating) check(m poll.Marks) (poll.Marks, error) {
	given := false
	for _, points := range m {
		if points > k.Most {
			return nil, bot.Refuse("分数要在1到%d之间。", k.Most)
		}
		given = given || points > 0
	}
	if !given {
		return nil, bot.Refuse("请至少给一项打分。")
	}
	return m, nil
}

func (k rating) says(m poll.Marks) string { return "打的分是" + marked(k.Poll, m) }

// marked writes points: 「卫生」5分、「电梯」3分.
func marked(p *poll.Poll, m poll.Marks) string {
	var given []string
	for i, o := range p.Options {
		if m[i] > 0 {
			given = append(given, fmt.Sprintf("「%s」%d分", o.Label, m[i]))
		}
	}
	return strings.Join(given, "、")
}

func (k rating) put(c *talk.Conv) {
	k.Options = poll.Options(askRated(c))
	k.Most = number(c.Choice("most", "最高几分？", talk.Opt{Key: "5", Label: "1到5分"}, talk.Opt{Key: "10", Label: "1到10分"}))
	k.Min, k.Max = 1, len(k.Options)
}

func (k rating) lines() []talk.Line {
	return []talk.Line{{Label: "分数", Value: fmt.Sprintf("1到%d分", k.Most), Question: "most"}}
}

func (k rating) given(g talk.Given) {
	k.base.given(g)
	g["most"] = fmt.Sprint(k.Most)
}

// The four questions of 民意: how people like what was done for them.
const (
	fourLabel = "就用四个「不」"
	fourItems = "满意不满意、高兴不高兴、认可不认可、答应不答应"
)

// askRated asks what is to be rated.
func askRated(c *talk.Conv) []string {
	for {
		words := c.TextOr("option", fourLabel, "给哪些打分？一次写完，用顿号隔开，比如「环境卫生、电梯、保安」。也可以用「%s」。", fourItems)
		if words == "" {
			return poll.SplitLabels(fourItems)
		}
		labels := poll.SplitLabels(words)
		err := poll.CheckLabels(labels)
		if err == nil && len(labels) > 0 {
			return labels
		}
		c.Say("%v", err)
	}
}

func (k rating) draft() error {
	if k.Most < 2 {
		return bot.Refuse("请说最高打几分。")
	}
	return k.base.draft()
}

func (k rating) options() int { return 1 }

func (k rating) verdict(r poll.Result) string {
	return cmp.Or(k.void(r), r.Verdict, fmt.Sprintf("一共%s打了分。", k.Voices(r.Took)))
}

func (k rating) count(_ store.Reader, r *poll.Result, all []pile) {
	ballots := make([]tally.Scores, len(all))
	for i, b := range all {
		ballots[i] = tally.Scores{Points: b.marks, Count: b.count}
	}
	if r.Took == 0 {
		r.Decision = tally.Nobody
		return
	}
	scored := tally.Score(k.OptionLabels(), k.Most, ballots, "")
	for _, s := range scored {
		r.Lines = append(r.Lines, s.Explain())
	}
	switch best := tally.Highest(scored); {
	case len(best) == 0:
		r.Decision, r.First = tally.Nobody, nil
	case len(scored) == 1:
	case len(best) == 1:
		r.Verdict = "平均分最高的是" + poll.Quoted(best) + "，" + scored[0].Mean().FloatString(2) + "分。"
	default:
		r.Verdict = poll.Quoted(best) + "平均分一样高，都是" + scored[0].Mean().FloatString(2) + "分，并列第一。"
	}
}

func (k rating) listed() proof.Kind            { return proof.Score }
func (k rating) published(m poll.Marks) string { return withMarks(k.Poll, m) }

// withMarks are the options of a ballot, each with what it was given: a:5,b:3.
func withMarks(p *poll.Poll, m poll.Marks) string {
	keys := p.Keys(m)
	for i, key := range keys {
		keys[i] += ":" + strconv.Itoa(m[p.Index(key)])
	}
	return strings.Join(keys, ",")
}
