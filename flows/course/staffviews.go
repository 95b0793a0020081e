package course

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/bot/talk"
	"yishi/flows/poll"
	"yishi/store"
)

// termPage is a term as its staff see it: how it stands, and what can be done.
type termPage struct {
	Term Term       `json:"term"`
	Text string     `json:"text"`
	Opts []talk.Opt `json:"opts"`
}

func termPageOf(tx store.Tx, id string, by directory.Person) (termPage, error) {
	t, ok := GetTerm(tx, id)
	if !ok || !directory.May(by, directory.OpenPoll, t.For.Place) {
		return termPage{}, bot.Refuse("没有找到您负责的这个学期。")
	}
	v := termPage{Term: t, Text: fmt.Sprintf("%s，给%s，%s。", t.Name, whoFor(tx, t), stateWords[t.State])}
	candidates := Of(tx, t, Candidate)
	add := func(key, label string) { v.Opts = append(v.Opts, talk.Opt{Key: key, Label: label, Wide: true}) }
	switch t.State {
	case Listing:
		v.Text += "\n" + listWords(tx, t, candidates)
		add("addcourse", "加一门课")
		if len(candidates) > 0 {
			add("editcourse", "改课、删课")
		}
		if len(candidates) > 1 {
			add("coursevote", "请大家投票")
		}
		if len(candidates) > 0 {
			add("opencourse", "不投票，直接开报名")
		}
		add("dropterm", "这一期不办了")
	case Voted:
		v.Text += "\n" + orderWords(Order(tx, t))
		add("opencourse", "定开哪些课")
	case Enrolling, Settling:
		v.Text += "\n" + enrolWords(tx, t)
		add("names", "看报名的名单")
		add("changelist", "加人、退人、换课")
		add("termdates", "改日期")
		add("stopcourse", "停办一门、恢复一门")
		for _, c := range Undecided(tx, t) {
			if t.State == Settling {
				add("few"+c.ID(), "处理「"+c.Name+"」")
			}
		}
	case Running, TermOver:
		v.Text += "\n" + enrolWords(tx, t)
		add("coursefee", "收课费")
		add("names", "看名单")
		if t.State == Running {
			add("changelist", "加人、退人、换课")
		}
		add("roll", "点名册")
		if t.State == Running {
			add("skipclass", "停一次课")
			add("changeclass", "调课：改时间、停了又上")
			add("termdates", "改日期")
		}
		add("stopcourse", "停办一门、恢复一门")
		add("rating", "看评价")
	}
	add("none", "不办了")
	return v, nil
}

// enrolWords says how many have signed up.
func enrolWords(tx store.Tx, t Term) string {
	text := ""
	if t.State == Enrolling {
		text = bot.Moment(t.Deadline) + "截止。"
	}
	for _, c := range Of(tx, t, Open, Confirmed, Cancelled, Merged, Over) {
		n, waiting := len(Line(tx, c, In)), len(Line(tx, c, Waiting))
		text += fmt.Sprintf("\n%s　%d人（%d到%d人）", c.Name, n, c.Least, c.Most)
		if waiting > 0 {
			text += fmt.Sprintf("，排队%d人", waiting)
		}
		text += map[State]string{Cancelled: "，取消", Merged: "，并到别的课", Over: "，上完了"}[c.State]
		if unpaid := len(Unpaid(tx, c)); unpaid > 0 {
			text += fmt.Sprintf("，没交费%d人", unpaid)
		}
		if back := len(uneven(tx, c)) - len(Unpaid(tx, c)); back > 0 {
			text += fmt.Sprintf("，要退费%d人", back)
		}
	}
	return text
}

// rolls are the pupils of all courses of a term, by name.
func rolls(tx store.Tx, t Term) string {
	var parts []string
	for _, c := range Of(tx, t, Open, Confirmed, Over) {
		in, waiting := Line(tx, c, In), Line(tx, c, Waiting)
		part := fmt.Sprintf("「%s」%d人：%s", c.Name, len(in), names(tx, in))
		if len(waiting) > 0 {
			part += fmt.Sprintf("\n排队%d人：%s", len(waiting), names(tx, waiting))
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "\n\n")
}

// given are the courses that a member of staff runs and that are held.
func given(tx store.Tx, by directory.Person, term string, in ...State) ([]talk.Opt, error) {
	var list []Course
	for _, t := range Terms(tx, by) {
		if term != "" && t.ID() != term {
			continue
		}
		list = append(list, Of(tx, t, in...)...)
	}
	open := func(c Course) bool { return len(uneven(tx, c)) > 0 }
	list = slices.DeleteFunc(list, func(c Course) bool { return c.State == Cancelled && !open(c) })
	if len(list) > mostCourses { // what is owed is not lost behind what is new
		list = append(slices.DeleteFunc(slices.Clone(list), func(c Course) bool { return !open(c) }), slices.DeleteFunc(list, open)...)
	}
	var opts []talk.Opt
	for _, c := range list {
		opts = append(opts, talk.Opt{Key: c.ID(), Label: c.Name + " " + termOf(tx, c).Name, Wide: true})
	}
	if len(opts) == 0 {
		return nil, bot.Refuse("还没有开起来的课。回复「管课程」看看到哪一步了。")
	}
	return opts[:min(len(opts), mostCourses)], nil
}

// termOpts are the terms a member of staff runs that stand so; all that are not
// over, if nothing is said.
func termOpts(tx store.Tx, by directory.Person, in ...TermState) ([]talk.Opt, error) {
	var opts []talk.Opt
	for _, t := range Terms(tx, by) {
		if len(in) == 0 || slices.Contains(in, t.State) {
			opts = append(opts, talk.Opt{Key: t.ID(), Label: t.Name + "，" + stateWords[t.State], Wide: true})
		}
	}
	switch {
	case len(opts) == 0 && len(in) == 0:
		return nil, bot.Refuse("您这里还没有办过老年大学。要办一期，回复「新学期」。")
	case len(opts) == 0:
		return nil, bot.Refuse("现在没有%s的学期。回复「管课程」看看，要办一期新的，回复「新学期」。", stateWords[in[0]])
	}
	return opts[:min(len(opts), 8)], nil
}

// candidates is the list of a term that can still be changed.
func candidates(tx store.Tx, term string, by directory.Person) ([]Course, error) {
	t, err := run(tx, term, by, Listing)
	if err != nil {
		return nil, err
	}
	list := Of(tx, t, Candidate)
	if len(list) == 0 {
		return nil, bot.Refuse("%s还没有课。回复「加课程」。", t.Name)
	}
	return list, nil
}

// listed saves a candidate and says so, and what it would clash with.
func listed(tx store.Tx, term string, k Course, by directory.Person) (string, error) {
	k, err := Save(tx, term, k, by)
	if err != nil {
		return "", err
	}
	words := fmt.Sprintf("「%s」记下了。%s。", k.Name, k.money())
	for _, o := range Of(tx, termOf(tx, k), Candidate) {
		if o.No != k.No && o.Slot.Clashes(k.Slot) {
			words += fmt.Sprintf("\n和「%s」（%s）时间撞了，两门都想上的人不能都上全。", o.Name, o.Slot)
		}
	}
	return words, nil
}

// ratings is what was said of all courses of a term.
func ratings(tx store.Tx, t Term) string {
	var parts []string
	for _, c := range Of(tx, t, Over) {
		parts = append(parts, ratingWords(tx, c))
	}
	if len(parts) == 0 {
		return "还没有上完的课，没有评价。"
	}
	return strings.Join(parts, "\n\n")
}

// lineUp is what staff choose the courses to open from.
type lineUp struct {
	List  []Course  `json:"list"`
	Text  string    `json:"text"`
	Above []string  `json:"above"` // at least as many votes as it takes
	Now   time.Time `json:"now"`
}

func lineUpOf(tx store.Tx, term string, by directory.Person) (lineUp, error) {
	t, err := run(tx, term, by, Listing, Voted)
	if err != nil {
		return lineUp{}, err
	}
	l := lineUp{List: Order(tx, t), Now: tx.Now()}
	if len(l.List) == 0 {
		return l, bot.Refuse("%s还没有课。回复「加课程」。", t.Name)
	}
	if l.Text = listWords(tx, t, l.List); t.State == Voted {
		l.Text, l.Above = orderWords(l.List), AboveLine(l.List)
	}
	if clash := overlapWords(l.List); clash != "" {
		l.Text += "\n" + clash
	}
	return l, nil
}

// voteView is a vote as it would be opened.
type voteView struct {
	Count int    `json:"count"`
	Text  string `json:"text"`
	Reach string `json:"reach"`
}

func voteViewOf(tx store.Tx, term string, most int, closes time.Time, by directory.Person) (voteView, error) {
	t, err := run(tx, term, by, Listing)
	if err != nil {
		return voteView{}, err
	}
	draft, list := ballot(tx, t, most, closes)
	r := outbox.Preview(tx, draft.For)
	return voteView{len(list), poll.Preview(draft, poll.WhoFor(tx, draft)), fmt.Sprintf("%d人。%s", r.People, poll.ReachWords(r))}, nil
}

// fewPage is a course with too few pupils, and where they could go.
type fewPage struct {
	Course Course     `json:"course"`
	Text   string     `json:"text"`
	Opts   []talk.Opt `json:"opts"`
}

func fewPageOf(tx store.Tx, id string, by directory.Person) (fewPage, error) {
	c, t, err := undecided(tx, id, by)
	if err != nil {
		return fewPage{}, err
	}
	in := Line(tx, c, In)
	v := fewPage{Course: c, Text: fmt.Sprintf("%s\n报了%d人，要%d人：%s。\n怎么办？", c.facts(t.Name), len(in), c.Least, names(tx, in))}
	v.Opts = append(v.Opts, talk.Opt{Key: "cancel", Label: "取消这门课", Wide: true})
	for _, o := range Of(tx, t, Open) {
		if n := len(Line(tx, o, In)); o.No != c.No && n > 0 && n < o.Most {
			v.Opts = append(v.Opts, talk.Opt{Key: o.ID(), Label: fmt.Sprintf("并到「%s」（%s，%d人）", o.Name, o.Slot, n), Wide: true})
		}
	}
	v.Opts = append(v.Opts, talk.Opt{Key: "later", Label: "先不定", Wide: true})
	return v, nil
}

// feePage is who has paid in a course.
type feePage struct {
	Text   string     `json:"text"`
	Unpaid []talk.Opt `json:"unpaid"`
	Back   []talk.Opt `json:"back"` // to whom something is to be given back
	Noted  []talk.Opt `json:"noted"`
}

func feePageOf(tx store.Tx, id string, by directory.Person) (feePage, error) {
	c, _, err := taught(tx, id, by)
	if err != nil {
		return feePage{}, err
	}
	v := feePage{Text: title(tx, c) + AccountOf(tx, c).String()}
	for _, p := range all(tx, c) {
		opt := func(fen int) talk.Opt { return talk.Opt{Key: p.Person, Label: nameOf(tx, p) + " " + Yuan(fen)} }
		switch owes := p.Owes(); {
		case owes > 0:
			v.Unpaid = append(v.Unpaid, opt(owes))
		case owes < 0:
			v.Back = append(v.Back, opt(-owes))
		case p.got() != p.Had:
			v.Noted = append(v.Noted, opt(p.Share))
		}
	}
	if words := openWords(tx, c); words != "" {
		v.Text += "\n" + words
	}
	if c.Fee == 0 && v.Unpaid == nil && v.Back == nil {
		v.Text = title(tx, c) + "不收费，不用收。"
	}
	return v, nil
}

// rollPage is who came to the classes of a course, and who to one of them.
type rollPage struct {
	Text    string     `json:"text"`
	Week    int        `json:"week"`
	Missing []talk.Opt `json:"missing"`
	Signed  []talk.Opt `json:"signed"` // by staff
	Others  []talk.Opt `json:"others"` // the classes before
}

// missed is what those are who have not signed in: nobody has stayed away from a
// class before it is over.
func missed(tx store.Tx, k Class) string {
	if tx.Now().Before(k.Ends) {
		return "还没签到"
	}
	return "没来"
}

// rollPageOf shows the class of a week; the last there was, if week is below 0.
func rollPageOf(tx store.Tx, id string, week int, by directory.Person) (rollPage, error) {
	c, _, err := taught(tx, id, by)
	if err != nil {
		return rollPage{}, err
	}
	v := rollPage{Text: fmt.Sprintf("「%s」%d人", c.Name, len(Line(tx, c, In)))}
	var last Class
	for _, k := range c.Classes() {
		if tx.Now().Before(k.At.Add(-signAround)) {
			break
		}
		r := RollOf(tx, c, k.Week)
		v.Text += fmt.Sprintf("\n第%d次 %s　到%d，请假%d，%s%d", k.N, bot.Day(k.At), len(r.Here), len(r.Away), missed(tx, k), len(r.Missing))
		if last.N == 0 || week < 0 || k.Week == week {
			last = k
		}
		v.Others = append(v.Others, talk.Opt{Key: strconv.Itoa(k.Week), Label: fmt.Sprintf("第%d次 %s", k.N, bot.Day(k.At)), Wide: true})
	}
	v.Others = slices.DeleteFunc(v.Others, func(o talk.Opt) bool { return o.Key == strconv.Itoa(last.Week) })
	if last.N == 0 {
		return v, bot.Refuse("「%s」还没有上课，第一次是%s。", c.Name, bot.Moment(c.First))
	}
	r := RollOf(tx, c, last.Week)
	v.Week = last.Week
	v.Text += fmt.Sprintf("\n\n第%d次课：", last.N)
	for _, part := range []struct {
		what string
		line []Pupil
	}{{"到了", r.Here}, {"请假", r.Away}, {missed(tx, last), r.Missing}} {
		if len(part.line) > 0 {
			v.Text += "\n" + part.what + "：" + names(tx, part.line)
		}
	}
	for _, p := range slices.Concat(r.Missing, r.Away) {
		v.Missing = append(v.Missing, talk.Opt{Key: p.Person, Label: nameOf(tx, p)})
	}
	for _, p := range r.Here {
		if markOf(tx, c, last.Week, p.Person).By != "" {
			v.Signed = append(v.Signed, talk.Opt{Key: p.Person, Label: nameOf(tx, p)})
		}
	}
	return v, nil
}

// classRow is a class that can still be changed, or a week without one.
type classRow struct {
	Week    int       `json:"week"`
	Label   string    `json:"label"`
	Planned time.Time `json:"planned"`
	Skipped bool      `json:"skipped,omitempty"`
	Moved   bool      `json:"moved,omitempty"`
}

// toChange are the next weeks of a course, those without class among them.
func toChange(tx store.Tx, id string) ([]classRow, error) {
	c, _ := Get(tx, id)
	var list []classRow
	for week := 0; week < c.Weeks+len(c.Skips) && len(list) < 8; week++ {
		k := c.at(week)
		if !tx.Now().Before(k.At) {
			continue
		}
		r := classRow{Week: week, Label: bot.Moment(k.At), Planned: c.planned(week), Skipped: slices.Contains(c.Skips, week)}
		if r.Skipped {
			r.Label += "，停了"
		} else if !k.At.Equal(r.Planned) {
			r.Label, r.Moved = r.Label+"，改过时间", tx.Now().Add(time.Hour).Before(r.Planned)
		}
		list = append(list, r)
	}
	if len(list) == 0 {
		return nil, bot.Refuse("「%s」的课都上完了。", c.Name)
	}
	return list, nil
}

// toSkip are the next classes of a course.
func toSkip(tx store.Tx, id string) ([]talk.Opt, error) {
	course, _ := Get(tx, id)
	var opts []talk.Opt
	for _, k := range course.Classes() {
		if tx.Now().Before(k.At) && len(opts) < 6 {
			opts = append(opts, talk.Opt{Key: strconv.Itoa(k.Week), Label: bot.Moment(k.At), Wide: true})
		}
	}
	if len(opts) == 0 {
		return nil, bot.Refuse("「%s」的课都上完了。", course.Name)
	}
	return opts, nil
}

// voted puts the list to the vote and says what came of it.
func voted(tx store.Tx, term string, most int, closes time.Time, by directory.Person) (string, error) {
	p, err := OpenVote(tx, term, most, closes, by)
	switch {
	case err != nil:
		return "", err
	case p.State == poll.Draft:
		return fmt.Sprintf("第%d号投票写好了，要请另一位同事复核，通过了就发出去。", p.No), nil
	}
	return fmt.Sprintf("投票发出去了，是第%d号投票。\n%s截止，结果出来就告诉您，请您定开哪些课。", p.No, bot.Moment(closes)), nil
}
