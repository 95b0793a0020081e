package directory_test

import (
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/directorytest"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// Who may act for whom, and what ends it: a yes of the right person, to the right asking.
func TestActingForAnother(t *testing.T) {
	w := directorytest.Street(t)
	person := func(tx store.Tx, h sample.Hero) directory.Person {
		p, _ := directory.GetPerson(tx, h.ID)
		return p
	}
	may := func(by, whose sample.Hero) bool {
		var ok bool
		w.Do(func(tx store.Tx) { ok = directory.ActsFor(tx, person(tx, by), whose.ID) })
		return ok
	}
	mother, daughter := sample.WangGuihua, sample.ZhangXiaoman
	var n uint64
	ask := func() (err error) {
		w.Do(func(tx store.Tx) {
			var c directory.Care
			c, err = directory.AskCare(tx, person(tx, daughter), person(tx, mother), "妈妈")
			n = c.N
		})
		return err
	}
	answer := func(who sample.Hero, n uint64, yes bool) (err error) {
		w.Do(func(tx store.Tx) {
			_, err = directory.AnswerCare(tx, person(tx, who), daughter.ID, n, yes, false)
		})
		return err
	}
	end := func(who sample.Hero) (err error) {
		w.Do(func(tx store.Tx) {
			c, _ := directory.GetCare(tx, mother.ID, daughter.ID)
			err = directory.EndCare(tx, person(tx, who), c)
		})
		return err
	}
	if err := ask(); err != nil || may(daughter, mother) {
		t.Fatalf("asked is not agreed: %v", err)
	}
	first := n
	for _, wrong := range []sample.Hero{daughter, sample.LiDashan, sample.LiuChunfeng} {
		if answer(wrong, first, true) == nil || may(daughter, mother) {
			t.Errorf("the yes of %s counts", wrong.Name)
		}
	}
	if answer(mother, first, true) != nil || !may(daughter, mother) || may(mother, daughter) {
		t.Error("a mother's yes is for her daughter, and not the other way round")
	}
	if end(sample.LiDashan) == nil || !may(daughter, mother) {
		t.Error("a stranger ends it")
	}
	if end(mother) != nil || may(daughter, mother) {
		t.Error("she cannot take it back")
	}
	if answer(mother, first, true) == nil || may(daughter, mother) {
		t.Error("what was pressed before counts again")
	}
	if ask() != nil || answer(mother, first, true) == nil || may(daughter, mother) {
		t.Error("the yes to an earlier asking counts for this one")
	}
	if answer(mother, n, false) != nil || ask() == nil {
		t.Error("who was declined asks again at once")
	}
	w.Now = w.Now.Add(31 * 24 * time.Hour)
	if err := ask(); err != nil || answer(mother, n, true) != nil {
		t.Errorf("after a month: %v", err)
	}
	w.Now = w.Now.Add(366 * 24 * time.Hour)
	if may(daughter, mother) {
		t.Error("it holds for ever")
	}
}
