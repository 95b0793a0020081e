package activity

import (
	"errors"
	"slices"
	"strconv"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/line"
	"yishi/flows/notice"
	"yishi/store"
)

// Standing is how somebody stands to an activity.
type Standing = line.Standing

const (
	NotAsked          = line.None
	Coming   Standing = "coming"
	Waiting           = line.Waiting
	NotGoing Standing = "cancelled" // gave the place up, or said so from the start
)

// SignUp is one person's word on one activity.
type SignUp struct {
	Notice uint64 `json:"notice"`
	line.Place
}

var signUps = line.New("signup", func(s *SignUp) (*uint64, *line.Place) { return &s.Notice, &s.Place }, Coming, NotGoing)

// Line is everybody who stands so, in order of arrival.
func Line(tx store.Reader, n notice.Notice, in Standing) []SignUp { return signUps.Line(tx, n.No, in) }

// Count is how many stand so.
func Count(tx store.Reader, n notice.Notice, in Standing) int { return signUps.Count(tx, n.No, in) }

// open returns the activity if one can sign up for it, or give up a place, now.
func open(tx store.Reader, id string) (notice.Notice, error) {
	n, ok := notice.Get(tx, id)
	switch {
	case !ok || n.Kind != notice.Activity || n.State == notice.Draft:
		return n, bot.Refuse("没有找到这个活动。想看有什么活动，回复「活动」。")
	case n.State == notice.Cancelled:
		return n, bot.Refuse("「%s」已经取消了。", n.Title)
	case notice.Over(tx, n):
		return n, bot.Refuse("「%s」%s已经开始了，报名结束了。", n.Title, bot.Moment(n.At))
	}
	return n, nil
}

// mayCome refuses who is not in the audience, and says why.
func mayCome(tx store.Reader, n notice.Notice, p directory.Person) error {
	if n.To.Has(tx, p) {
		return nil
	}
	who := "这个活动是给" + n.To.Words(tx) + "的。"
	lives := slices.ContainsFunc(p.Ties, func(t directory.Tie) bool { return directory.Within(t.Home, n.To.Place) })
	switch {
	case len(p.Ties) == 0:
		return bot.Refuse("%s您还没有登记住处，请先发「登记」给我。", who)
	case !lives:
		return bot.Refuse("%s您登记的住处不在那里，不能报名。", who)
	case n.To.MinAge > 0 && p.Born == 0:
		return bot.Refuse("%s还不知道您的年纪，请联系社区工作人员补上。", who)
	}
	return bot.Refuse("%s这次不能报名，下次再请您来。", who)
}

// Join signs a person up, or puts them on the waiting list. again: they were
// signed up before, and nothing has changed.
func Join(tx store.Tx, p directory.Person, id string) (s SignUp, again bool, err error) {
	n, err := open(tx, id)
	if err != nil {
		return s, false, err
	}
	s = signUps.Find(tx, n.No, p.ID)
	if s.State == Coming || s.State == Waiting {
		return s, true, nil
	}
	if err := mayCome(tx, n, p); err != nil {
		return s, false, err
	}
	s.By, s.With = p.Via, nil
	s = signUps.Join(tx, s, n.Capacity, tellMovedUp(tx, n))
	Refresh(tx, n)
	outbox.TellFor(tx, p, "报名「"+n.Title+"」，"+bot.Moment(n.At)+"，"+n.Where+"。"+standing(tx, s, false, "您")+"不去，回复「取消报名」。")
	return s, false, nil
}

// mostGuests is how many one may bring along.
const mostGuests = 5

// joinAll signs somebody up with others: each for whom who speaks may act for themselves,
// the rest as guests of the first.
func joinAll(tx store.Tx, who, first directory.Person, id string, others, guests []string) (bot.Out, error) {
	n, err := open(tx, id)
	if err != nil {
		return bot.Out{}, err
	}
	s := signUps.Find(tx, n.No, first.ID)
	there := s.State == Coming || s.State == Waiting
	adds := len(guests) - len(s.With)
	switch free := n.Capacity - Count(tx, n, Coming); {
	case len(guests) > mostGuests:
		return bot.Out{}, bot.Refuse("一个人最多带%d位。再多的，请他们自己报名。", mostGuests)
	case there && s.State == Coming && n.Capacity > 0 && adds > free:
		return bot.Out{}, bot.Refuse("您已经报上了，只是名额只剩%d个，加不下%d位。", max(0, free), adds)
	case !there:
		if err := mayCome(tx, n, first); err != nil {
			return bot.Out{}, err
		}
		s.By, s.With = first.Via, guests
		s = signUps.Join(tx, s, n.Capacity, tellMovedUp(tx, n))
	case len(guests) > 0:
		s.With = guests
		signUps.Put(tx, s)
	}
	out := receipt(tx, n, s, there && adds == 0, first)
	for _, other := range others {
		p, err := directory.ActingFor(tx, who, other)
		if err != nil {
			return out, err
		}
		o, again, err := Join(tx, p, id)
		said := ""
		if refusal, ok := errors.AsType[bot.Refusal](err); ok {
			said = p.Name + "没有报上：" + string(refusal)
		} else if err != nil {
			return out, err
		} else {
			said = standing(tx, o, again, p.Name)
		}
		out.Text = said + "\n" + out.Text
	}
	Refresh(tx, n)
	outbox.TellFor(tx, first, "报名「"+n.Title+"」，"+bot.Moment(n.At)+"，"+n.Where+"。不去，回复「取消报名」。")
	return out, nil
}

// Leave notes that a person is not coming and gives their place to the next. It
// returns how they stood before.
func Leave(tx store.Tx, p directory.Person, id string) (Standing, error) {
	n, err := open(tx, id)
	if err != nil {
		return NotAsked, err
	}
	s := signUps.Find(tx, n.No, p.ID)
	switch {
	case s.State != NotAsked:
		drop(tx, n, p.ID)
		if s.State != NotGoing {
			outbox.TellFor(tx, p, "「"+n.Title+"」取消报名。想去，回复「活动」再报。")
		}
	case n.To.Has(tx, p):
		no := s
		no.State, no.N, no.By = NotGoing, tx.Seq(), p.Via
		signUps.Put(tx, no)
	}
	return s.State, nil
}

// drop notes that somebody who signed up is not coming.
func drop(tx store.Tx, n notice.Notice, person string) {
	for _, s := range signUps.Leave(tx, n.No, person) {
		outbox.Recall(tx, n.OfOne(s.Person), "已经不去了，没有再发")
		moveUp(tx, n)
		Refresh(tx, n)
	}
}

// moveUp gives free places to those who have waited longest and tells them.
func moveUp(tx store.Tx, n notice.Notice) (moved int) {
	return signUps.MoveUp(tx, n.No, n.Capacity, tellMovedUp(tx, n))
}

func tellMovedUp(tx store.Tx, n notice.Notice) func(SignUp) {
	return func(s SignUp) {
		outbox.Add(tx, outbox.Via(tx, outbox.Message{
			Person: s.Person, Out: movedUp(tx, n, s), Priority: outbox.Reminder, Of: n.OfOne(s.Person),
			Next: notice.Kindly(tx, n), Expires: n.At,
		}, s.By))
	}
}

// forget gives up every place of somebody who is to be erased.
func forget(tx store.Tx, person string) {
	for _, r := range notice.NotedBy(tx, person) {
		notice.Noteds.Delete(tx, store.Key(r.Notice, r.Person))
	}
	for _, s := range signUps.Of(tx, person) {
		n, _ := notice.Get(tx, strconv.FormatUint(s.Notice, 10))
		if over := notice.Over(tx, n); over && len(s.With) > 0 {
			s.With = make([]string, len(s.With)) // that they were there stays counted
			signUps.Put(tx, s)
		}
		if (s.State == Coming || s.State == Waiting) && !notice.Over(tx, n) {
			drop(tx, n, person)
		}
	}
}

// active are the activities to come that a person has signed up for.
func active(tx store.Reader, p directory.Person) []notice.Notice {
	var mine []notice.Notice
	for _, n := range notice.Upcoming(tx) {
		if s := signUps.Find(tx, n.No, p.ID); s.State == Coming || s.State == Waiting {
			mine = append(mine, n)
		}
	}
	return mine
}

// SetCapacity changes how many may come, 0 for no limit; those who waited move up.
func SetCapacity(tx store.Tx, by directory.Person, id string, capacity int) (moved int, err error) {
	n, err := notice.Managed(tx, by, id)
	if err != nil {
		return 0, err
	}
	if coming := Count(tx, n, Coming); capacity > 0 && capacity < coming {
		return 0, bot.Refuse("已经有%d人报名，名额不能比这还少。", coming)
	}
	n.Capacity = capacity
	notice.Put(tx, n)
	moved = moveUp(tx, n)
	Refresh(tx, n)
	audit.Log(tx, by.ID, "set capacity", n.To.Place, n.ID())
	return moved, nil
}
