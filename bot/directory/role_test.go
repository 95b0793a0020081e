package directory_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yishi/bot/directory"
	"yishi/bot/directory/directorytest"
	"yishi/bot/directory/sample"
	"yishi/store"
)

func TestMay(t *testing.T) {
	const above, here, below, beside = "1", "1/1", "1/1/3", "1/10"
	for _, c := range []struct {
		role   string
		action directory.Action
		can    bool
	}{
		{directory.StreetStaff, directory.SeeAudit, true},
		{directory.Staff, directory.OpenPoll, true},
		{directory.Staff, directory.AddStaff, true},
		{directory.Property, directory.HandleIssue, true},
		{directory.Property, directory.OpenPoll, false},
		{directory.Property, directory.SeePeople, false},
		{directory.Committee, directory.OpenPoll, true},
		{directory.Committee, directory.HandleIssue, false},
		{directory.GridOfficer, directory.VouchResident, true},
		{directory.BuildingLeader, directory.VouchResident, true},
		{directory.BuildingLeader, directory.SeePapers, false},
		{directory.BuildingLeader, directory.CarryBallot, true},
		{directory.BuildingLeader, directory.OpenPoll, false},
		{directory.Property, directory.CarryBallot, false},
		{directory.Volunteer, directory.SeeIssues, false},
		{"king", directory.SeeIssues, false},
		{"", directory.SeeIssues, false},
	} {
		p := directory.Person{Roles: []directory.Role{{Role: c.role, Place: here}}}
		for place, within := range map[string]bool{above: false, here: true, below: true, beside: false, "": false} {
			if got := directory.May(p, c.action, place); got != (c.can && within) {
				t.Errorf("%s at %s: may %s at %q is %v", c.role, here, c.action, place, got)
			}
		}
	}
	if name := directory.RoleName(directory.GridOfficer); name != "网格员" {
		t.Errorf("a grid officer is called %q", name)
	}
	if directory.May(directory.Person{Trust: directory.Verified}, directory.SeeIssues, here) {
		t.Error("a resident may see issues")
	}
}

func TestMayGive(t *testing.T) {
	zhou := directory.Person{Roles: []directory.Role{{Role: directory.Staff, Place: "1/1"}}}
	for _, c := range []struct {
		role directory.Role
		want bool
	}{
		{directory.Role{Role: directory.Property, Place: "1/1/2"}, true},
		{directory.Role{Role: directory.Staff, Place: "1/1"}, true},
		{directory.Role{Role: directory.Staff, Place: "1/2"}, false},
		{directory.Role{Role: directory.Staff, Place: "1"}, false},
		{directory.Role{Role: directory.StreetStaff, Place: "1/1"}, false},
		{directory.Role{Role: "king", Place: "1/1"}, false},
	} {
		if got := directory.MayGive(zhou, c.role); got != c.want {
			t.Errorf("may give %v: %v", c.role, got)
		}
	}
}

func TestPlacesOf(t *testing.T) {
	p := directory.Person{Roles: []directory.Role{
		{Role: directory.Staff, Place: "1/10"},
		{Role: directory.Staff, Place: "1/2"},
		{Role: directory.Committee, Place: "1/2/3"},
		{Role: directory.Property, Place: "1/3"},
	}}
	if diff := cmp.Diff([]string{"1/2", "1/10"}, directory.PlacesOf(p, directory.OpenPoll)); diff != "" {
		t.Error(diff)
	}
}

func TestStaffAtPutsTheClosestFirst(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		g := directorytest.Guest(tx, "")
		for _, at := range []string{sample.Street, sample.GuihuaYuan3} {
			g = directorytest.Must[directory.Person](t)(directory.GiveRole(tx, g, directory.Role{Role: directory.Staff, Place: at}))
		}
		ids := func(place string) (ids []string) {
			for _, p := range directory.StaffAt(tx, directory.Staff, place) {
				ids = append(ids, p.ID)
			}
			return ids
		}
		if diff := cmp.Diff([]string{g.ID, "xzhou"}, ids(sample.GuihuaYuan3+"/1/301")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"xlin", g.ID}, ids(sample.HetangLi)); diff != "" {
			t.Error(diff)
		}
		directory.TakeRole(tx, g, directory.Role{Role: directory.Staff, Place: sample.Street})
		if diff := cmp.Diff([]string{"xlin"}, ids(sample.HetangLi)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestGroups(t *testing.T) {
	w := directorytest.Street(t)
	w.Do(func(tx store.Tx) {
		for chat, place := range map[string]string{"-1": sample.GuihuaYuan, "-2": sample.GuihuaYuan3, "-3": sample.HeYuan} {
			directory.PutGroup(tx, directory.Group{Channel: "telegram/main", Chat: chat, Place: place, By: "xzhou", Since: tx.Now()})
		}
		directory.MoveGroup(tx, "telegram/main", "-2", "-1002")
		directory.MoveGroup(tx, "telegram/main", "-9", "-1009")
	})
	w.Restart()
	w.Do(func(tx store.Tx) {
		chats := func(place string) (chats []string) {
			for _, g := range directory.GroupsAt(tx, place) {
				chats = append(chats, g.Chat)
			}
			slices.Sort(chats)
			return chats
		}
		for place, want := range map[string][]string{
			sample.GuihuaYuan: {"-1", "-1002"}, sample.GuihuaYuan3: {"-1002"}, sample.HetangLi: nil, "": {"-1", "-1002", "-3"},
		} {
			if diff := cmp.Diff(want, chats(place)); diff != "" {
				t.Errorf("%q: %s", place, diff)
			}
		}
		if _, ok := directory.GetGroup(tx, "telegram/main", "-2"); ok {
			t.Error("the old chat is still known")
		}
	})
}
