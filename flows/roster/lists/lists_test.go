package lists

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/contact"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/setting"
	"yishi/bot/house"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

var update = flag.Bool("update", false, "write what is said of the lists in testdata")

// newStreet is a store with 柳荫街道, 柳荫社区, 柳荫里 and nothing below.
func newStreet(t testing.TB) store.Store {
	t.Helper()
	now := time.Date(2026, 8, 3, 10, 0, 0, 0, bot.Zone)
	s, err := bolt.Open(filepath.Join(storetest.Memory(t), "yishi.db"), bolt.Options{Create: true, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	in(t, s, func(tx store.Tx) {
		directory.PutPlace(tx, directory.Place{ID: "1", Kind: directory.Street, Name: "柳荫街道"})
		directory.PutPlace(tx, directory.Place{ID: "1/1", Kind: directory.Community, Name: "柳荫社区"})
		directory.PutPlace(tx, directory.Place{ID: "1/1/1", Kind: directory.Estate, Name: "柳荫里"})
	})
	return s
}

func in(t testing.TB, s store.Store, do func(store.Tx)) {
	t.Helper()
	if err := s.Update(t.Context(), func(tx store.Tx) error { do(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

func planned(t testing.TB, s store.Store, files ...house.File) (p *Plan) {
	t.Helper()
	in(t, s, func(tx store.Tx) { p = PlanOf(tx, files) })
	return p
}

// csv is a list written down here, lines by "|".
func csv(text string) house.File {
	return house.File{Name: "list.csv", Data: []byte(strings.ReplaceAll(text, "|", "\n"))}
}

func imported(t testing.TB, s store.Store, files ...house.File) []Code {
	t.Helper()
	p := planned(t, s, files...)
	codes, err := Write(t.Context(), s, "test", p, func(int, int) {})
	if err != nil {
		t.Fatal(err, p.Problems)
	}
	return codes
}

// What is said of each list in testdata stands beside it.
func TestBrokenLists(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.[cx]*[vx]")
	if len(files) < 5 {
		t.Fatal(files)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p := planned(t, newStreet(t), house.File{Name: filepath.Base(name), Data: data})
		said := strings.Join(p.Lines(), "\n") + "\n"
		if *update {
			if err := os.WriteFile(name+".txt", []byte(said), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, _ := os.ReadFile(name + ".txt")
		if diff := cmp.Diff(string(want), said); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if len(p.Problems) > 0 {
			s := newStreet(t)
			if _, err := Write(t.Context(), s, "test", p, func(int, int) {}); err == nil {
				t.Errorf("%s was imported all the same", name)
			}
		}
	}
}

const residents = "楼栋,单元,房号,姓名,手机号,出生年,身份,标签,大字|3,1,101,张大年,19900000001,1952,业主,独居,是|3,1,101,李小兰,19900000002,,家人,,|3栋,2单元,201室,王远,,1985,租户,,"

// A list of people alone makes the homes of buildings of which none are known, and
// read again changes nothing.
func TestAListIsReadTwiceWithoutAChange(t *testing.T) {
	s := newStreet(t)
	imported(t, s, csv(residents))
	in(t, s, func(tx store.Tx) {
		zhang, ok := joining.KnownAs(tx, "19900000001", "张大年", nil)
		if !ok || zhang.Born != 1952 || !zhang.Large || !slices.Equal(zhang.Tags, []string{"独居"}) || zhang.TrustAt("1/1/1/3/1/101") != directory.Claimed || zhang.Ties[0].As != directory.Owner {
			t.Errorf("%+v", zhang)
		}
		if b, _ := directory.GetPlace(tx, "1/1/1/3"); b.Name != "3栋" || len(b.Code) != directory.PlaceCode {
			t.Errorf("%+v", b)
		}
		if lines := joining.LookUp(tx, "19900000002", "李小兰"); len(lines) != 1 || lines[0].As != directory.Family {
			t.Errorf("%+v", lines)
		}
	})
	if p := planned(t, s, csv(residents)); len(p.Problems) > 0 || !strings.Contains(strings.Join(p.Lines(), ""), "和现在的一样") {
		t.Error(p.Lines())
	}
}

// Whoever has written to us stays who they are: the id, the accounts, the trust. What the
// list has otherwise is changed, and who is no longer on it is only told of.
func TestWhoHasWrittenStaysThatPerson(t *testing.T) {
	s := newStreet(t)
	imported(t, s, csv(residents))
	var before directory.Person
	in(t, s, func(tx store.Tx) {
		before, _ = joining.KnownAs(tx, "19900000001", "张大年", nil)
		before.Trust, before.Consent, before.Ties[0].Trust = directory.Verified, 1, directory.Verified
		directory.PutPerson(tx, before)
		directory.PutAccount(tx, directory.Account{Channel: "web", Chat: "z", Person: before.ID})
	})
	again := csv("楼栋,单元,房号,姓名,手机号,出生年,身份,标签|3,1,101,张大年,199-0000-0001,1953,业主,党员|3,2,201,张大年,19900000001,,共有人,")
	if said := strings.Join(planned(t, s, again).Lines(), "\n"); !strings.Contains(said, "有变的居民：1人（张大年）") || !strings.Contains(said, "名单里没有的居民：2人（李小兰（柳荫里3栋1单元101）、王远（柳荫里3栋2单元201）），都不动") {
		t.Error(said)
	}
	imported(t, s, again)
	in(t, s, func(tx store.Tx) {
		p, _ := directory.GetPerson(tx, before.ID)
		if p.Born != 1953 || len(p.Ties) != 2 || p.TrustAt("1/1/1/3/1/101") != directory.Verified || p.TrustAt("1/1/1/3/2/201") != directory.Claimed || !slices.Equal(p.Tags, []string{"独居", "党员"}) || p.Consent != 1 {
			t.Errorf("%+v", p)
		}
		if directory.Count(tx, directory.Audience{Place: "1"}) != 3 || len(directory.AccountsOf(tx, p.ID)) != 1 {
			t.Error("somebody came or went")
		}
	})
}

// A role goes at once only to whom we know by more than their word; to others by a code.
func TestRolesComeByCodeUnlessTheirHolderIsKnown(t *testing.T) {
	s := newStreet(t)
	imported(t, s, csv(residents))
	roles := csv("姓名,手机号,职务,地方,起,止|张大年,19900000001,楼栋长,柳荫里3栋,2026-01-01,2027-12-31|李小兰,19900000002,志愿者,柳荫社区,,")
	in(t, s, func(tx store.Tx) {
		p, _ := joining.KnownAs(tx, "19900000002", "李小兰", nil)
		p.Trust = directory.Vouched
		directory.PutPerson(tx, p)
		directory.PutAccount(tx, directory.Account{Channel: "web", Chat: "l", Person: p.ID})
	})
	codes := imported(t, s, roles)
	if len(codes) != 1 || codes[0].Name != "张大年" || codes[0].Role != "柳荫里3栋楼栋长（2026-01-01至2027-12-31）" {
		t.Fatal(codes)
	}
	in(t, s, func(tx store.Tx) {
		if p, _ := joining.KnownAs(tx, "19900000001", "张大年", nil); len(p.AllRoles()) != 0 {
			t.Error("a name on a list has a role")
		}
		if p, _ := joining.KnownAs(tx, "19900000002", "李小兰", nil); len(p.Roles) != 1 || p.Roles[0].Place != "1/1" {
			t.Error(p)
		}
		_, guest, _ := directory.Meet(tx, bot.Address{Channel: "web", Chat: "g"}, "")
		if guest, _, err := joining.UseStaffCode(tx, codes[0].Code, guest); err != nil || guest.Name != "张大年" || !directory.May(guest, directory.VouchResident, "1/1/1/3/1") {
			t.Error(guest, err)
		}
	})
	if codes := imported(t, s, roles); len(codes) != 0 {
		t.Error("a second time:", codes)
	}
}

// What is written out is read as what there is, whatever buildings are called.
func TestExportIsReadWithoutAChange(t *testing.T) {
	s := newStreet(t)
	places := csv("街道,社区,小区,楼栋,单元,房号,面积,网格|,,柳荫里,A1栋,1单元,101,89.51,第1网格|,,柳荫里,东1栋,,1801,1120.33,第2网格|,河边社区,河边新村,12号楼,2,501A,76,|,河边社区,,,,,,|,,柳荫里,物业服务楼,,,,")
	imported(t, s, places, csv(strings.ReplaceAll(residents, "|3,1,101", "|A1,1,101")[:0]+"小区,楼栋,单元,房号,姓名,手机号,身份|柳荫里,A1,1,101,张三,19900000001,业主|河边新村,12,2,501A,李四,19900000002,租户"),
		csv("姓名,手机号,职务,地方|赵六,,网格员,第1网格"))
	var book []byte
	in(t, s, func(tx store.Tx) {
		p := directory.NewPerson(tx, directory.Person{Name: "周敏", Phone: "19900000009"})
		if _, err := directory.GiveRole(tx, p, directory.Role{Role: directory.Staff, Place: "1/1", Until: "2027-01-01"}); err != nil {
			t.Fatal(err)
		}
		var err error
		if book, err = Export(tx, ""); err != nil {
			t.Fatal(err)
		}
	})
	p := planned(t, s, house.File{Name: "export.xlsx", Data: book})
	if said := strings.Join(p.Lines(), "\n"); len(p.Problems) > 0 || !strings.Contains(said, "和现在的一样") || p.Rows[placesForm] < 14 || p.Rows[peopleForm] != 2 || p.Rows[rolesForm] != 1 {
		t.Error(said)
	}
	if template, err := Template(); err != nil || len(planned(t, s, house.File{Name: "t.xlsx", Data: template}).places) != 0 {
		t.Error("the template's example is imported", err)
	}
}

// Whom to call comes with the lists, and goes with them.
func TestNumbersOfOffices(t *testing.T) {
	s := newStreet(t)
	wrong := planned(t, s, csv("地方,单位,电话,时间|柳荫里,物业,8.89E+09,|柳荫里,食堂,88886666,|哪里,社区,88886666,|柳荫里,物业,,|柳荫里,物业,88886666、88885555,"))
	if len(wrong.Problems) != 5 {
		t.Error(wrong.Lines())
	}
	imported(t, s, csv("地方,单位,值班电话,值班时间|柳荫里,物业公司,027-88886666,每天8:00—20:00|柳荫社区,居委会,95598,"))
	in(t, s, func(tx store.Tx) {
		if c, _ := contact.Of(tx, "1/1/1", directory.Property); c.Phone != "027-88886666" || c.Hours != "每天8:00—20:00" {
			t.Errorf("%+v", c)
		}
		book, err := Export(tx, "1")
		if err != nil {
			t.Fatal(err)
		}
		if p := PlanOf(tx, []house.File{{Name: "export.xlsx", Data: book}}); p.Rows[dialForm] != 2 || !strings.Contains(strings.Join(p.Lines(), ""), "和现在的一样") {
			t.Error(p.Lines())
		}
	})
}

// What is otherwise where comes with the lists, and goes with them.
func TestSettings(t *testing.T) {
	s := newStreet(t)
	kinds := setting.Common()
	of := func(rows string) (p *Plan) {
		in(t, s, func(tx store.Tx) { p = PlanOf(tx, []house.File{csv(rows)}, kinds...) })
		return p
	}
	wrong := of("地方,设置项,内容|柳荫里," + setting.Quiet.Name + ",随便|柳荫里,颜色,红|哪里," + setting.Quiet.Name + ",22:00-7:00|柳荫里," + setting.Closing.Name + ",")
	if len(wrong.Problems) != 4 {
		t.Error(wrong.Lines())
	}
	p := of("地方,设置项,内容|柳荫里," + setting.Quiet.Name + ",晚上10点到早上7点|柳荫社区," + setting.Closing.Name + ",17:30")
	if said := strings.Join(p.Lines(), ""); len(p.Problems) > 0 || !strings.Contains(said, "设置2行") || !strings.Contains(said, "新的、有变的设置：2个") {
		t.Fatal(said)
	}
	if _, err := Write(t.Context(), s, "p", p, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	in(t, s, func(tx store.Tx) {
		if quiet, closing := setting.Quiet.Of(tx, "1/1/1/3"), setting.Closing.Of(tx, "1/1/1/3"); quiet.Value != "22:00-7:00" || closing.Value != "17:30" || closing.Place != "1/1" {
			t.Error(quiet, closing)
		}
		book, err := Export(tx, "1", kinds...)
		if err != nil {
			t.Fatal(err)
		}
		if p := PlanOf(tx, []house.File{{Name: "export.xlsx", Data: book}}, kinds...); p.Rows[setForm] != 2 || !strings.Contains(strings.Join(p.Lines(), ""), "和现在的一样") {
			t.Error(p.Lines())
		}
	})
}

// A company that looks after many estates is one row, one code and one row again.
func TestOneCompanyOfManyEstates(t *testing.T) {
	s := newStreet(t)
	imported(t, s, csv("社区,小区,楼栋|河边社区,河边新村,1|河边社区,东苑,1|河边社区,西苑,1"))
	codes := imported(t, s, csv("姓名,手机号,职务,地方|老陈,19900000003,物业,河边新村、东苑、西苑，柳荫里|老陈,19900000003,值班,东苑"))
	if len(codes) != 1 || codes[0].Role != "河边新村、东苑、西苑等4处物业，东苑值班" {
		t.Fatal(codes)
	}
	in(t, s, func(tx store.Tx) {
		_, guest, _ := directory.Meet(tx, bot.Address{Channel: "web", Chat: "c"}, "")
		guest, _, err := joining.UseStaffCode(tx, codes[0].Code, guest)
		if err != nil || len(guest.Roles) != 5 {
			t.Fatal(guest.Roles, err)
		}
		guest.Phone = "19900000003"
		directory.PutPerson(tx, guest)
		book, err := Export(tx, "")
		if err != nil {
			t.Fatal(err)
		}
		if p := PlanOf(tx, []house.File{{Name: "export.xlsx", Data: book}}); p.Rows[rolesForm] != 2 || len(p.codes) > 0 || len(p.Problems) > 0 {
			t.Error(p.Lines())
		}
	})
}
