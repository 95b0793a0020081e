package settle

import (
	"cmp"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/joining"
	"yishi/bot/house"
	"yishi/bot/outbox"
	"yishi/store"
)

// waiting is a claim in the list of those who may settle it.
type waiting struct {
	Person string `json:"person"`
	Home   string `json:"home"`
	Called string `json:"called"` // 桂花苑3栋1单元301 王桂花（业主）
}

// view is a claim beside what we know.
type view struct {
	Text   string `json:"text"`
	As     string `json:"as"`
	Papers bool   `json:"papers,omitempty"` // who looks may look at papers
	Denied bool   `json:"denied,omitempty"` // whom it would make them has said no
}

// waitingFor are the claims that somebody may settle, the oldest first: those that
// somebody has denied before all others.
func waitingFor(tx store.Reader, by directory.Person) (list []waiting) {
	var all []joining.Claim
	for _, root := range directory.PlacesOf(by, directory.VouchResident) {
		for _, c := range joining.ClaimsAt(tx, root) {
			if canSettle(tx, by, c) {
				all = append(all, c)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b joining.Claim) int {
		if a.Denied != b.Denied {
			if a.Denied {
				return -1
			}
			return 1
		}
		return a.At.Compare(b.At)
	})
	for _, c := range all {
		called := named(tx, c.Home, c.Name, c.As)
		if c.Denied {
			called += " 有人说不是"
		}
		list = append(list, waiting{c.Person, c.Home, called})
	}
	return toldApart(tx, list, all)
}

// toldApart adds to claims that look alike by what they can be told apart: where and when
// they were made, and the number, masked.
func toldApart(tx store.Reader, list []waiting, all []joining.Claim) []waiting {
	same := map[string]int{}
	for _, w := range list {
		same[w.Called]++
	}
	for i, w := range list {
		if same[w.Called] < 2 {
			continue
		}
		c := all[i]
		list[i].Called += "，" + WhereFrom(tx, c.Person) + "，" + bot.Moment(c.At) + "，" + cmp.Or(said("手机", directory.Masked(c.Phone)), "没留手机")
	}
	return list
}

// settling is a claim that somebody may settle, while it waits.
func settling(tx store.Reader, by directory.Person, w waiting) (joining.Claim, error) {
	c, ok := joining.GetClaim(tx, w.Home, w.Person)
	switch {
	case !ok:
		return c, bot.Refuse("这一户别人已经核实过了。还有没有，回复「核实」看看。")
	case !canSettle(tx, by, c):
		return c, directory.ErrNotYours
	}
	return c, nil
}

// view shows a claim; whose data was looked at is noted.
func (d Desk) view(tx store.Tx, by directory.Person, w waiting) (view, error) {
	c, err := settling(tx, by, w)
	if err != nil {
		return view{}, err
	}
	audit.Log(tx, by.ID, "look at claim", c.Home, c.Person)
	lines := []string{directory.FullName(tx, c.Home), "他说：" + c.Name + "，" + directory.TieName(c.As) + said("，手机", shownPhone(by, c)) + "，" + bot.Day(c.At) + "在" + WhereFrom(tx, c.Person) + "登记"}
	switch {
	case c.Listed != "":
		lines = append(lines, "物业登记册：姓名、手机、住处都一样，是"+directory.TieName(c.Listed))
	case c.Phone == "":
		lines = append(lines, "物业登记册：没有留手机号，没有对")
	default:
		lines = append(lines, "物业登记册：没有这个人，或者手机号不一样")
	}
	lines = append(lines, livesThere(tx, c)...)
	if c.Denied {
		lines = append(lines, "登记过的"+c.Name+"说：不是他本人。要认，请社区看证件。")
	} else if c.Whose != "" {
		lines = append(lines, "认了，就是把登记过的"+c.Name+"交给他。")
	}
	return view{strings.Join(lines, "\n"), c.As, directory.May(by, directory.SeePapers, c.Home), c.Denied}, nil
}

func said(label, value string) string {
	if value == "" {
		return ""
	}
	return label + value
}

// shownPhone is a number as far as somebody may see it.
func shownPhone(by directory.Person, c joining.Claim) string {
	if directory.May(by, directory.SeePeople, c.Home) {
		return c.Phone
	}
	return directory.Masked(c.Phone)
}

// livesThere says who else is registered in the home of a claim.
func livesThere(tx store.Reader, c joining.Claim) []string {
	var others []string
	for p := range (directory.Audience{Place: c.Home}).People(tx) {
		if p.ID == c.Person {
			continue
		}
		for _, t := range p.Ties {
			if t.Home == c.Home {
				others = append(others, p.Name+"（"+directory.TieName(t.As)+"，"+directory.LevelName(p.TrustAt(c.Home))+"）")
			}
		}
	}
	if len(others) == 0 {
		return []string{"这一户还没有别人"}
	}
	return []string{"这一户已经有：" + strings.Join(others[:min(len(others), 6)], "、")}
}

// accept takes a claim for true, and tells who made it.
func (d Desk) accept(tx store.Tx, by directory.Person, w waiting, as string, papers bool) (string, error) {
	c, err := settling(tx, by, w)
	if err != nil {
		return "", err
	}
	trust := directory.Vouched
	if papers {
		trust = directory.Verified
	}
	others := directory.AccountsOf(tx, c.Whose)
	p, err := joining.Accept(tx, by, c, as, trust)
	if err != nil {
		return "", err
	}
	if p.ID != c.Person {
		Joined(d.Kits(), tx, c.Person, p, others)
	}
	outbox.Tell(tx, p.ID, bot.Out{Text: knownWords})
	if c.Whose != "" && p.ID == c.Person {
		return "认好了。登记过的" + c.Name + "另外管着事，或者看过证件，要社区核对以后才交给他。", nil
	}
	return "认好了。要认过才能投的票，他现在可以投了。", nil
}

const knownWords = "楼栋长或社区认过您了。要认过才能投的票，现在可以投了，回复「投票」。\n没有当面认过您的话，请马上回复「人工」。"

// turnDown ends a claim, and tells who made it why.
func (d Desk) turnDown(tx store.Tx, by directory.Person, w waiting, why string) (string, error) {
	c, err := settling(tx, by, w)
	if err != nil {
		return "", err
	}
	house.Unclaim(d.Kits(), tx, by, c.Person, c.Home)
	if err := joining.Refuse(tx, by, c); err != nil {
		return "", err
	}
	told := outbox.TellSaying(tx, c.Person, bot.Out{Text: "您登记的" + directory.FullName(tx, c.Home) + "，没有认下来：" + why + "。\n弄错了的话，回复「人工」，或者重新「登记住处」。反映问题不受影响。"})
	return "好的，没有认，" + told + "。", nil
}

// handCode makes a code that somebody tells another face to face.
func (d Desk) handCode(tx store.Tx, by directory.Person, w waiting) (string, error) {
	c, err := settling(tx, by, w)
	if err != nil {
		return "", err
	}
	if c.Denied {
		return "", bot.Refuse("登记过的%s说不是他本人。请社区看过证件再认。", c.Name)
	}
	code := d.Codes(tx)
	err = joining.PutProof(tx, joining.Proof{Person: c.Person, Home: c.Home, Way: joining.ByHand, By: by.ID}, code)
	if err != nil {
		return "", err
	}
	audit.Log(tx, by.ID, "give code", c.Home, c.Person)
	outbox.Tell(tx, c.Person, bot.Out{Text: "楼栋长或社区给您准备了一个核实码。请当面问他，再回复「核实码」。"})
	return "核实码：" + code + "，5分钟内有效。请当面告诉" + c.Name + "，让他回复「核实码」再填上。不要发微信，也不要打电话说。", nil
}
