package board

import (
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/directory/sample/sampletest"
	"yishi/bot/house"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/cast"
	"yishi/flows/poll/lists"
	"yishi/flows/poll/proof"
	"yishi/flows/poll/run"
	"yishi/flows/tally"
	"yishi/flows/tally/estate"
	"yishi/store"
)

const day = 24 * time.Hour

// world is a sample street with a register of owners, and a board.
type world struct {
	*testing.T
	store store.Store
	now   time.Time
	board *Board
	key   string // public
}

const register = `楼栋,房号,业主,手机号,面积,类型
3栋,1单元301,王桂花,19900000001,89.51,住宅
3栋,2单元501,王桂花,19900000001,76.3,住宅
3栋,1单元102,刘春风,19900000006,102.88,住宅
5栋,2单元402,李大山,19900000002,89.51,住宅
3栋,1单元101,周远山,,118.245,住宅
,地下车位001,刘春风,19900000006,12.72,车位
`

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, now: time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)}
	w.store = sampletest.Open(t, func() time.Time { return w.now })
	secret, public, err := proof.NewKey("guihua.example")
	if err != nil {
		t.Fatal(err)
	}
	w.key, w.board = public, New(Config{Store: w.store, Key: secret})
	w.update(func(tx store.Tx) error {
		plan, err := owners.Read(tx, sample.GuihuaYuan, "register.csv", []byte(register), false)
		if err == nil {
			_, err = owners.Import(tx, sample.XiaoZhou.ID, plan)
		}
		return err
	})
	return w
}

func (w *world) update(fn func(store.Tx) error) {
	w.Helper()
	if err := w.store.Update(context.Background(), fn); err != nil {
		w.Fatal(err)
	}
}

// polls is a house in which the codes of pages and tickets are remembered.
func (w *world) house() *house.House {
	desk := house.Kit{Name: "door", Hear: "hear", Arrive: nil}
	return house.New(house.Config{Store: w.store, Kits: []house.Kit{desk, run.Kit(poll.Config{
		Codes: poll.RandomCodes, Picture: Draw(w.key), Page: func(code string) string { return "/result/" + code },
	})}})
}

func (w *world) passes(d time.Duration) {
	w.Helper()
	for _, d := range []time.Duration{d, poll.Grace} { // a count waits for what was sent in time
		w.now = w.now.Add(d)
		if err := w.house().Agenda.Due(context.Background()); err != nil {
			w.Fatal(err)
		}
	}
}

func person(tx store.Reader, h sample.Hero) directory.Person {
	p, _ := directory.GetPerson(tx, h.ID)
	return p
}

func (w *world) open(draft poll.Poll) (p poll.Poll) {
	w.update(func(tx store.Tx) (err error) {
		p, err = run.Open(tx, draft, person(tx, sample.XiaoZhou))
		return err
	})
	return p
}

func (w *world) poll(id string) (p poll.Poll) {
	w.update(func(tx store.Tx) error { p, _ = poll.Get(tx, id); return nil })
	return p
}

// course is a secret poll with two ballots, 太极 and 书法.
func (w *world) course() (p poll.Poll, receipts []string) {
	p = w.open(poll.Poll{
		Question: "开什么课？", Options: poll.Options([]string{"太极", "书法", "都不选"}), Min: 1, Max: 1, Secret: true,
		For: directory.Audience{Place: sample.GuihuaYuan}, Closes: w.now.Add(day),
	})
	for i, h := range []sample.Hero{sample.WangGuihua, sample.LiDashan} {
		w.update(func(tx store.Tx) error {
			v, err := cast.Cast(tx, poll.RandomCodes, p.ID, person(tx, h), cast.Said{Marks: p.Picked(p.Options[i].Key)}, "")
			receipts = append(receipts, v.Receipt)
			return err
		})
	}
	return p, receipts
}

// worded is a named poll with two ballots that say the same, one with words beside it.
func (w *world) worded() (p poll.Poll, receipt string) {
	p = w.open(poll.Poll{
		Question: "楼下种什么？", Options: poll.Options([]string{"桂花", "茶花", "都不种"}), Min: 1, Max: 1,
		For: directory.Audience{Place: sample.GuihuaYuan}, Closes: w.now.Add(day),
	})
	for _, h := range []sample.Hero{sample.WangGuihua, sample.LiDashan} {
		w.update(func(tx store.Tx) error {
			v, err := cast.Cast(tx, poll.RandomCodes, p.ID, person(tx, h), cast.Said{Marks: p.Picked("a")}, "")
			receipt = v.Receipt
			return err
		})
	}
	w.update(func(tx store.Tx) error {
		_, err := cast.SetWords(tx, p.ID, person(tx, sample.LiDashan), "晚风 蓝猫")
		return err
	})
	return p, receipt
}

// estate is an owners' vote on two things with four ballots, of which one is put aside.
func (w *world) estate() poll.Poll {
	p := w.open(poll.Poll{
		Kind: poll.Owners, Question: "2027年第一次业主投票", Formal: true, For: directory.Audience{Place: sample.GuihuaYuan},
		Options: []poll.Option{{Key: "a", Label: "续聘现在的物业公司", Subject: "company"}, {Key: "b", Label: "给每户筹集维修资金500元", Subject: "raise"}},
		Opens:   w.now.Add(16 * day), Closes: w.now.Add(23 * day),
	})
	w.passes(16 * day)
	for _, b := range []struct {
		unit  string
		marks poll.Marks
	}{{"3栋1单元301", poll.Marks{1, 2}}, {"3栋2单元501", poll.Marks{1, 2}}, {"3栋1单元102", poll.Marks{1, 1}}, {"3栋1单元101", poll.Marks{1, 3}}, {"3栋1单元101", poll.Marks{2, 2}}} {
		w.update(func(tx store.Tx) error {
			_, err := cast.EnterPaper(tx, poll.RandomCodes, p.ID, cast.PaperBallot{Unit: b.unit, Marks: b.marks, Photo: "photo"}, person(tx, sample.XiaoZhou))
			return err
		})
	}
	return p
}

func (w *world) get(method, path string) *httptest.ResponseRecorder {
	a := httptest.NewRecorder()
	w.board.ServeHTTP(a, httptest.NewRequest(method, path, nil))
	return a
}

func has(t *testing.T, a *httptest.ResponseRecorder, words ...string) {
	t.Helper()
	for _, want := range words {
		if !strings.Contains(html.UnescapeString(a.Body.String()), want) {
			t.Errorf("%d, %s is missing", a.Code, want)
		}
	}
}

// bare is a page without the one script that may be in it.
func bare(a *httptest.ResponseRecorder) string {
	return strings.Replace(a.Body.String(), "<script>"+script+"</script>", "", 1)
}

// The page says what was decided and what is in the list; whoever has a receipt
// finds their ballot; nobody finds a page before the result is told.
func TestPageOfAResult(t *testing.T) {
	w := newWorld(t)
	p, receipts := w.course()
	if p := w.poll(p.ID); p.Page != "" {
		t.Error("an open poll has a page")
	}
	w.passes(day + poll.Grace)
	p = w.poll(p.ID)
	page := "/result/" + p.Page
	a := w.get("GET", page)
	has(t, a, "开什么课？", "太极", "1/2", "50.0%", p.Root, w.key, "不记名", page+"/picture.png", `name="receipt"`)
	h := a.Header()
	if a.Code != 200 || !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") || strings.Contains(h.Get("Content-Security-Policy"), "unsafe") ||
		!strings.Contains(h.Get("X-Robots-Tag"), "noindex") || h.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("%d %v", a.Code, h)
	}
	if found := regexp.MustCompile(`<script|https?://|style=`).FindString(bare(a)); found != "" {
		t.Errorf("the page has %q", found)
	}
	a = w.get("GET", page+"?receipt="+url.QueryEscape(" "+strings.ToLower(poll.Receipt(receipts[1]))))
	has(t, a, "找到了", "投的是：书法", poll.Receipt(receipts[1]), `"path"`)
	if a.Header().Get("Cache-Control") != "no-store" {
		t.Error("somebody's receipt may be kept")
	}
	for _, wrong := range []string{"AB3D-7K2M", strings.Repeat("A", 10000), "%ff%00", "<script>"} {
		if a := w.get("GET", page+"?receipt="+url.QueryEscape(wrong)); a.Code != 200 || !strings.Contains(a.Body.String(), "名单里没有这个回执码") || strings.Contains(bare(a), "<script>") {
			t.Errorf("%.20q: %d", wrong, a.Code)
		}
	}
	for path, want := range map[string]int{"/result/NONSENSE": 404, page + "/poem": 404, page + "/": 404, "/result/": 404, "/print/": 404} {
		if a := w.get("GET", path); a.Code != want || !strings.Contains(a.Body.String(), noPage) {
			t.Errorf("%s: %d", path, a.Code)
		}
	}
	if a := w.get("HEAD", page); a.Code != 200 || a.Header().Get("Content-Length") == "" {
		t.Errorf("HEAD: %d", a.Code)
	}
	if a := w.get("DELETE", page); a.Code != http.StatusMethodNotAllowed {
		t.Errorf("DELETE: %d", a.Code)
	}
}

// What is taken along is what it is said to be, and the list is signed.
func TestFilesOfAResult(t *testing.T) {
	w := newWorld(t)
	p, _ := w.course()
	w.passes(day + poll.Grace)
	p = w.poll(p.ID)
	for name, begins := range map[string]string{"picture.png": "\x89PNG", "result.xlsx": "PK", "notice": "<!DOCTYPE", "ballots.jsonl": `{"format":"yishi ballots 3"`} {
		a := w.get("GET", "/result/"+p.Page+"/"+name)
		if a.Code != 200 || !strings.HasPrefix(a.Body.String(), begins) || a.Header().Get("ETag") == "" {
			t.Errorf("%s: %d, %.40q", name, a.Code, a.Body)
		}
		again := httptest.NewRequest("GET", "/result/"+p.Page+"/"+name, nil)
		again.Header.Set("If-None-Match", a.Header().Get("ETag"))
		answer := httptest.NewRecorder()
		if w.board.ServeHTTP(answer, again); answer.Code != http.StatusNotModified {
			t.Errorf("%s again: %d", name, answer.Code)
		}
	}
	list := w.get("GET", "/result/"+p.Page+"/ballots.jsonl")
	report, err := proof.Check(list.Body, proof.Published{Root: p.Root, Key: w.key})
	if err != nil || len(report.Findings) > 0 || !report.Signed {
		t.Errorf("%v %v", err, report.Findings)
	}
}

// Whoever has words beside their receipt finds both on the page.
func TestWordsOnThePage(t *testing.T) {
	w := newWorld(t)
	p, receipt := w.worded()
	w.passes(day + poll.Grace)
	has(t, w.get("GET", "/result/"+w.poll(p.ID).Page+"?receipt="+receipt), "找到了", "投的是：桂花（记号：晚风 蓝猫）")
}

// A result that waits for the morning has no page, whoever guesses its code.
func TestNoPageBeforeTheResultIsTold(t *testing.T) {
	w := newWorld(t)
	w.now = w.now.Add(14 * time.Hour) // it closes at night
	p, _ := w.course()
	w.passes(day + poll.Grace)
	if p = w.poll(p.ID); p.State != poll.Closed || p.Result == nil || p.Page == "" {
		t.Fatalf("the poll is %s", p.State)
	}
	for _, name := range []string{"", "/picture.png", "?receipt=AB3D-7K2M"} {
		if a := w.get("GET", "/result/"+p.Page+name); a.Code != 404 || !strings.Contains(a.Body.String(), noPage) {
			t.Errorf("%s: %d %s", name, a.Code, a.Body)
		}
	}
	w.passes(12 * time.Hour)
	has(t, w.get("GET", "/result/"+p.Page), "开什么课？")
}

// A crowd that opens the link at the same moment costs one rendering of each thing.
func TestCrowdCostsOneRendering(t *testing.T) {
	w := newWorld(t)
	p, receipts := w.course()
	w.passes(day + poll.Grace)
	p = w.poll(p.ID)
	paths := []string{"", "?receipt=" + receipts[0], "/picture.png", "/result.xlsx", "/ballots.jsonl", "/notice"}
	var crowd sync.WaitGroup
	for i := range 300 {
		crowd.Go(func() {
			if a := w.get("GET", "/result/"+p.Page+paths[i%len(paths)]); a.Code != 200 {
				t.Errorf("%s: %d", paths[i%len(paths)], a.Code)
			}
		})
	}
	crowd.Wait()
	// The page, four files, and the list of ballots, which three of them share.
	if made := w.board.shelf.of(p.ID).made.Load(); made != 6 {
		t.Errorf("%d things were made", made)
	}
}

func TestShelfHoldsWhatItCan(t *testing.T) {
	var s shelf
	half := func(*book) ([]byte, error) { return make([]byte, room/2), nil }
	for _, poll := range []string{"1", "2", "1", "3"} {
		if _, err := s.file(poll, "a", half); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.books) != 2 || s.books[0].poll != "3" || s.books[1].poll != "1" {
		t.Errorf("%d books", len(s.books))
	}
	if _, err := s.file("4", "a", func(*book) ([]byte, error) { return nil, io.ErrUnexpectedEOF }); err == nil {
		t.Error("what failed was given")
	}
	if data, err := s.file("4", "a", func(*book) ([]byte, error) { return make([]byte, 2*room), nil }); err != nil || len(data) != 2*room || len(s.books) != 1 {
		t.Errorf("%v: what is larger than the shelf, %d books", err, len(s.books))
	}
}

// The page of an owners' vote has persons and area of everything, what was put
// aside, and until when it may be questioned; nobody's name and no room.
func TestOwnersResultIsWhole(t *testing.T) {
	w := newWorld(t)
	p := w.estate()
	w.passes(7*day + poll.Grace)
	p = w.poll(p.ID)
	for name, took := range map[string]string{"": "要三分之二以上，都达到了", "/notice": "要三分之二以上，达到了"} {
		a := w.get("GET", "/result/"+p.Page+name)
		has(t, a, took, "2件事，通过了1件", "正式表决", "续聘现在的物业公司", "给每户筹集维修资金500元", "3/4", "386.935/476.445",
			"要过半数，都达到了", "要四分之三以上，都没有达到", "送到了没投的：没有", "没送到的：1户，89.51平方米", "没有算", "这是业主正式表决", "第1号业主投票（正式表决）", p.Hash, p.Root, "回复「人工」", "请在1月8日（含当天）以前", "第二百七十八条")
		for _, secret := range []string{"王桂花", "周远山", "李大山", "刘春风", "301", "402", "小周"} {
			if strings.Contains(strings.ReplaceAll(a.Body.String(), p.Root+p.Hash, ""), secret) {
				t.Errorf("%s names %s", name, secret)
			}
		}
	}
	has(t, w.get("GET", "/result/"+p.Page+"/notice"), "桂花苑3栋的一户")
}

// Where the owners' rules count silence both ways are told.
func TestSilenceIsToldBothWays(t *testing.T) {
	item := itemOf(poll.Poll{Formal: true}, poll.Option{Label: "续聘", Subject: "company"}, silent())
	labels := ""
	for _, r := range item.Rows {
		labels += r.Label + " "
	}
	if !strings.Contains(labels, "算上送到了没投的，同意") || item.Verdict != "通过了" || len(item.Remarks) != 2 ||
		!strings.Contains(item.Remarks[0], "参加的不够") || !strings.Contains(item.Remarks[1], "计入多数意见") {
		t.Errorf("%+v", item)
	}
}

func silent() proof.Item {
	all := estate.Weight{Persons: 9, Area: 9000}
	n := estate.Owners{Matter: estate.Ordinary, All: all, Took: estate.Weight{Persons: 4, Area: 4000}, Yes: estate.Weight{Persons: 4, Area: 4000}, Silent: estate.Weight{Persons: 5, Area: 5000}, Decision: tally.NoQuorum}
	with := n.WithSilence()
	return proof.Item{Owners: n, Silence: &with}
}

// What a ticket leads to is seen by pressing a button on a page that says nothing.
func TestPrintingWithATicket(t *testing.T) {
	w := newWorld(t)
	p := w.estate()
	ticket := func(what lists.Print, h sample.Hero, place string) (code string) {
		w.update(func(tx store.Tx) error {
			code = lists.NewTicket(tx, poll.RandomCodes, p, what, place, person(tx, h)).Code
			return nil
		})
		return "/print/" + code
	}
	staff, leader := ticket(lists.PrintNotVoted, sample.XiaoZhou, sample.GuihuaYuan), ticket(lists.PrintNotReached, sample.LiuChunfeng, sample.GuihuaYuan3)
	if a := w.get("GET", staff); a.Code != 200 || strings.Contains(a.Body.String(), "李大山") || !strings.Contains(a.Body.String(), "打开") {
		t.Errorf("the cover: %d %s", a.Code, a.Body)
	}
	a := w.get("POST", staff)
	has(t, a, "李大山", "5栋2单元", "402", "还没有投票的")
	if strings.Contains(a.Body.String(), "王桂花") || a.Header().Get("Cache-Control") != "no-store" {
		t.Error("who has voted is on the list, or it may be kept")
	}
	if a := w.get("POST", leader); a.Code != 200 || !strings.Contains(a.Body.String(), "一套也没有") {
		t.Errorf("a leader whose building has voted: %d %s", a.Code, a.Body)
	}
	has(t, w.get("POST", ticket(lists.PrintPapers, sample.XiaoZhou, sample.GuihuaYuan)), "5栋2单元402", "89.51平方米", "业主签名", "给每户筹集维修资金500元", "不同意")
	if a := w.get("POST", ticket(lists.PrintForm, sample.XiaoZhou, sample.GuihuaYuan)); a.Code != http.StatusForbidden {
		t.Errorf("the form of an open vote: %d", a.Code)
	}
	if a := w.get("POST", "/print/NONSENSE"); a.Code != http.StatusForbidden || !strings.Contains(a.Body.String(), "失效") {
		t.Errorf("no ticket: %d", a.Code)
	}
	w.passes(7*day + poll.Grace)
	a = w.get("POST", ticket(lists.PrintForm, sample.XiaoZhou, sample.GuihuaYuan))
	f, err := excelize.OpenReader(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	rows, _ := f.GetRows("明细表")
	text := fmt.Sprint(rows)
	for _, want := range []string{"周远山", "118.245", "纸质", "没有送到", "车位不计票"} {
		if !strings.Contains(text, want) {
			t.Errorf("the form has no %s:\n%s", want, text)
		}
	}
	sums, _ := f.GetRows("统计表")
	if !strings.Contains(fmt.Sprint(sums), "[收回票数 4 张]") || !strings.Contains(fmt.Sprint(sums), "第一款第六项") {
		t.Errorf("%v", sums)
	}
}
