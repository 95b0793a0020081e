package poll_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/count"
	"yishi/flows/poll/proof"
	"yishi/store"
)

func (w *world) sets(id, who, words string) (err error) {
	w.update(func(tx store.Tx) {
		p, _ := directory.GetPerson(tx, who)
		if words, err = cast.CheckWords(tx, id, p, words); err == nil {
			_, err = cast.SetWords(tx, id, p, words)
		}
	})
	return err
}

// list is that of a poll that is over, looked through as by a stranger.
func (w *world) list(id string) (r proof.Report) {
	w.Helper()
	w.view(func(tx store.Reader) {
		l, err := count.List(tx, id)
		if err != nil {
			w.Fatal(err)
		}
		var file bytes.Buffer
		if err := l.Write(&file, ""); err != nil {
			w.Fatal(err)
		}
		if r, err = proof.Check(&file, proof.Published{Root: rootOf(tx, id)}); err != nil || len(r.Findings) > 0 {
			w.Error(err, r.Findings)
		}
	})
	return r
}

// words are those in the list of a poll, with what the ballots say.
func words(r proof.Report) (all []string) {
	for _, b := range r.List.Ballots {
		all = append(all, b.Ballot+" "+b.Words)
	}
	slices.Sort(all)
	return all
}

// TestWordsBelongToTheBallot: a ballot that is changed keeps its words; who is erased, or
// takes them back, has none; and what is told of the ballots before covers them.
func TestWordsBelongToTheBallot(t *testing.T) {
	w := newWorld(t)
	p := w.open(nil)
	w.passes(time.Second)
	for i, h := range []sample.Hero{sample.WangGuihua, sample.LiuChunfeng, sample.ZhangXiaoman} {
		if _, err := w.cast(p.ID, h, "", "a"); err != nil {
			t.Fatal(err)
		}
		if err := w.sets(p.ID, h.ID, fmt.Sprintf("晚风，茉莉%d", i)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.cast(p.ID, sample.WangGuihua, "", "b"); err != nil {
		t.Fatal(err)
	}
	w.passes(time.Hour)
	before, _ := w.head(p.ID)
	if err := w.sets(p.ID, sample.LiuChunfeng.ID, "蓝猫"); err != nil {
		t.Fatal(err)
	}
	w.erases(sample.ZhangXiaoman.ID)
	w.passes(time.Hour)
	if after, _ := w.head(p.ID); after.Ballots != before.Ballots {
		t.Errorf("%+v, then %+v", before, after)
	}
	w.passes(96 * time.Hour)
	if got, want := words(w.list(p.ID)), []string{"a ", "a 蓝猫", "b 晚风 茉莉0"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	wantRefusal(t, w.sets(p.ID, sample.WangGuihua.ID, "红鱼"), "截止")
}

// TestWordsOfAnOwner: who votes for several parts writes the same beside each; a proxy's
// go with the ballot when the owner votes.
func TestWordsOfAnOwner(t *testing.T) {
	w := newWorld(t)
	w.register(ownersOfYuan)
	p := w.opened(w.draftOwners("company"))
	w.mustOnline(p.ID, sample.WangGuihua, "3栋1单元301+3栋2单元501", 1)
	w.mustOnline(p.ID, sample.LiuChunfeng, "3栋1单元102", 1)
	if err := w.sets(p.ID, sample.WangGuihua.ID, "晚风"); err != nil {
		t.Fatal(err)
	}
	w.mustOnline(p.ID, sample.WangGuihua, "3栋2单元501", 2)
	w.passes(8 * day)
	got := slices.DeleteFunc(words(w.list(p.ID)), func(s string) bool { return !strings.Contains(s, "晚风") })
	if want := []string{"no 晚风", "yes 晚风"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestWordsThatCannotStand: everybody reads the list.
func TestWordsThatCannotStand(t *testing.T) {
	w := newWorld(t)
	open, secret := w.open(nil), w.open(func(p *poll.Poll) { p.Secret = true })
	first := w.open(of(poll.Seats, poll.Option{Label: "合唱", Seats: 1}))
	for _, p := range []poll.Poll{open, secret, first} {
		if _, err := w.cast(p.ID, sample.WangGuihua, "", "a"); err != nil {
			t.Fatal(err)
		}
	}
	for said, why := range map[string]string{
		"": "只能用", "   ": "只能用", "*a*": "只能用", "a#1": "只能用", "<b>": "只能用", "❤": "只能用", "a\nb": "", "\u202eabc": "",
		"一二 三四": "两个数字", "19900000001": "6个字", "199000 00001": "两个数字", "３０１": "两个数字", "幺三八幺": "两个数字", "３栋": "",
		"王桂花": "姓名", "王 桂花": "姓名", "我是刘春风": "姓名", "刘春风 早": "姓名", "春风": "", "月 亮 船": "最多两个词", "一只蓝色的小猫": "6个字",
		"月亮、船": "", "ＭＯＯＮ 88": "", "𠮷祥": "",
	} {
		err := w.sets(open.ID, sample.WangGuihua.ID, said)
		if why != "" {
			wantRefusal(t, err, why)
		} else if err != nil {
			t.Errorf("%q: %v", said, err)
		}
	}
	wantRefusal(t, w.sets(secret.ID, sample.WangGuihua.ID, "月亮"), "没有写上")
	wantRefusal(t, w.sets(first.ID, sample.WangGuihua.ID, "月亮"), "没有写上")
	wantRefusal(t, w.sets(open.ID, sample.LiuChunfeng.ID, "月亮"), "没有找到您的票")
	w.update(func(tx store.Tx) {
		if list := cast.Worded(tx, person(tx, sample.WangGuihua)); len(list) != 1 || list[0].ID != open.ID {
			t.Errorf("%+v", list)
		}
	})
}

func rootOf(tx store.Reader, id string) string {
	p, _ := poll.Get(tx, id)
	return p.Root
}
