package talk_test

import (
	"iter"
	"maps"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/bot/talk/replay"
	"yishi/store"
)

// memory is a transaction that keeps what it is given, without order and disk.
type memory struct {
	m   map[string][]byte
	seq uint64
	now time.Time
}

func (m *memory) Now() time.Time                     { return m.now }
func (m *memory) Seq() uint64                        { m.seq++; return m.seq }
func (m *memory) Get(table, key string) []byte       { return m.m[table+"\x00"+key] }
func (m *memory) Put(table, key string, data []byte) { m.m[table+"\x00"+key] = data }
func (m *memory) Delete(table, key string)           { delete(m.m, table+"\x00"+key) }
func (m *memory) Scan(string, string, string) iter.Seq2[string, []byte] {
	return maps.All(map[string][]byte(nil))
}
func (m *memory) ScanBack(a, b, c string) iter.Seq2[string, []byte] { return m.Scan(a, b, c) }

var _ store.Reader = (*memory)(nil)

// BenchmarkTurn is one turn of a replayed conversation without I/O: four
// questions and five turns, from the first word to the end.
func BenchmarkTurn(b *testing.B) {
	flow := &talk.Flow{Name: "report", Title: "报修", Run: func(c *talk.Conv) error {
		what := c.Text("what", "请说说遇到了什么问题。")
		kind := c.Choice("kind", "是哪一类？", talk.Opt{Key: "l", Label: "灯"}, talk.Opt{Key: "w", Label: "水"}, talk.Opt{Key: "o", Label: "别的"})
		floor := c.Number("floor", 1, 40, "在几楼？")
		if !c.Confirm("sure", "%s（%s，%d楼）。提交吗？", what, kind, floor) {
			return c.End("好的，没有提交。")
		}
		no, err := talk.Step(c, "file", func(tx store.Tx) (string, error) { return "26-0001", nil })
		if err != nil {
			return err
		}
		return c.End("已收到，编号 %s。", no)
	}}
	e := talk.NewEngine([]*talk.Flow{flow})
	tx := &memory{m: map[string][]byte{}, now: time.Date(2026, 12, 1, 9, 0, 0, 0, bot.Zone)}
	who := directory.Person{ID: "p1"}
	turns := 0
	b.ReportAllocs()
	for b.Loop() {
		res, err := e.Start(tx, here, who, talk.Start{Flow: "report"})
		for _, words := range []string{"楼下的灯又坏了", "1", "三楼", "是"} {
			if err != nil {
				b.Fatal(err)
			}
			j, _ := replay.Open(tx, here)
			res, err = e.Resume(tx, j, who, replay.Event{Kind: replay.Words, Text: words})
		}
		if err != nil || !res.Ended {
			b.Fatal(err, res)
		}
		turns += 5
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(turns), "ns/turn")
}
