package joining_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"yishi/bot/directory"
	"yishi/bot/directory/directorytest"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/sample"
	"yishi/store"
)

func TestAStaffCodeWorksOnce(t *testing.T) {
	w := directorytest.Street(t)
	role := directory.Role{Role: directory.Property, Place: sample.HeYuan}
	w.Do(func(tx store.Tx) {
		joining.PutStaffCode(tx, "ABCDEFGHJKMN", role, "", tx.Now().Add(joining.StaffCodeLife))
		p := directorytest.Guest(tx, "")
		p, got, err := joining.UseStaffCode(tx, " abcd-efgh-jkmn", p)
		if err != nil || !slices.Equal(got, []directory.Role{role}) || !slices.Contains(p.Roles, role) {
			t.Errorf("got %v, %v", got, err)
		}
		kept, _ := directory.GetPerson(tx, p.ID)
		if !directory.May(kept, directory.HandleIssue, sample.HeYuan) {
			t.Error("the role is not kept")
		}
		_, _, err = joining.UseStaffCode(tx, "ABCDEFGHJKMN", directorytest.Guest(tx, ""))
		directorytest.Refused(t, err, "用过")
	})
}

func TestAStaffCodeExpires(t *testing.T) {
	w := directorytest.Street(t)
	role := directory.Role{Role: directory.Staff, Place: sample.GuihuaCommunity}
	w.Do(func(tx store.Tx) {
		joining.PutStaffCode(tx, "ABCDEFGHJKMN", role, "", tx.Now().Add(joining.StaffCodeLife))
	})
	w.Now = w.Now.Add(joining.StaffCodeLife + time.Second)
	w.Do(func(tx store.Tx) {
		_, _, err := joining.UseStaffCode(tx, "ABCDEFGHJKMN", directorytest.Guest(tx, ""))
		directorytest.Refused(t, err, "过期")
	})
}

// Whoever guesses as another person every time is held up with all of them.
func TestStaffCodesCannotBeGuessedByMany(t *testing.T) {
	w := directorytest.Street(t)
	role := directory.Role{Role: directory.Property, Place: sample.HeYuan}
	tries := 0
	w.Do(func(tx store.Tx) {
		joining.PutStaffCode(tx, "ABCDEFGHJKMN", role, "", tx.Now().Add(joining.StaffCodeLife))
		tries = 0
		for range 500 {
			_, _, err := joining.UseStaffCode(tx, "wrong", directorytest.Guest(tx, ""))
			if err != nil && strings.Contains(err.Error(), "不对") {
				tries++
			}
		}
		_, _, err := joining.UseStaffCode(tx, "ABCDEFGHJKMN", directorytest.Guest(tx, ""))
		directorytest.Refused(t, err, "输错的人太多")
	})
	if tries != 60 {
		t.Errorf("%d tries", tries)
	}
	w.Now = w.Now.Add(time.Hour)
	w.Do(func(tx store.Tx) {
		if _, _, err := joining.UseStaffCode(tx, "ABCDEFGHJKMN", directorytest.Guest(tx, "")); err != nil {
			t.Error(err)
		}
	})
}

func TestStaffCodesCannotBeGuessed(t *testing.T) {
	w := directorytest.Street(t)
	var p directory.Person
	w.Do(func(tx store.Tx) {
		p = directorytest.Guest(tx, "")
		joining.PutStaffCode(tx, "ABCDEFGHJKMN", directory.Role{Role: directory.Staff, Place: "1/1"}, "", tx.Now().Add(time.Hour*9))
	})
	for range 5 {
		w.Do(func(tx store.Tx) {
			_, _, err := joining.UseStaffCode(tx, "wrong", p)
			directorytest.Refused(t, err, "不对")
		})
	}
	w.Restart()
	w.Do(func(tx store.Tx) {
		_, _, err := joining.UseStaffCode(tx, "ABCDEFGHJKMN", p)
		directorytest.Refused(t, err, "次数太多")
		_, _, err = joining.UseStaffCode(tx, "wrong", directorytest.Guest(tx, ""))
		directorytest.Refused(t, err, "不对") // somebody else may try
	})
	w.Now = w.Now.Add(time.Hour)
	w.Do(func(tx store.Tx) {
		if _, _, err := joining.UseStaffCode(tx, "ABCDEFGHJKMN", p); err != nil {
			t.Errorf("an hour later: %v", err)
		}
	})
}

func TestAStaffCodeIsNotInTheFile(t *testing.T) {
	w := directorytest.Street(t)
	code := directory.NewCode(directory.StaffCode)
	w.Do(func(tx store.Tx) {
		joining.PutStaffCode(tx, code, directory.Role{Role: directory.Staff, Place: "1/1"}, "", tx.Now().Add(time.Hour))
	})
	data, err := os.ReadFile(w.Path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte(code)) {
		t.Error("the code is kept as it is")
	}
}
