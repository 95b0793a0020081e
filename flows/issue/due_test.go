package issue_test

import (
	"strings"
	"testing"
	"time"

	"yishi/bot"
	"yishi/bot/directory/sample"
	"yishi/bot/workday"
	"yishi/flows/issue"
	"yishi/store"
)

// An answer is promised for a day on which somebody is at work to give it.
func TestAnswersArePromisedForWorkingDays(t *testing.T) {
	spring, err := workday.Read(strings.NewReader("2027-02-05~2027-02-11 休 春节\n2027-02-20 班 春节\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file     []workday.Day
		at, want string
	}{
		{nil, "2026-09-30 10:00", "10月15日（周四）"},
		{nil, "2026-10-09 10:00", "10月19日（周一）"}, // the Saturday between is worked
		{spring, "2027-02-04 10:00", "2月20日（周六）"},
		{nil, "2027-02-04 10:00", "2月15日（周一）"},
	} {
		w := newWorld(t)
		w.now, _ = time.ParseInLocation("2006-01-02 15:04", c.at, bot.Zone)
		w.do(func(tx store.Tx) { workday.Replace(tx, c.file) })
		no := w.file(sample.WangGuihua, "楼道里的灯不亮", sample.GuihuaYuan3)
		w.do(func(tx store.Tx) {
			if i, _ := issue.Get(tx, no); bot.Day(i.Due) != c.want || i.Due.In(bot.Zone).Hour() != 18 {
				t.Errorf("at %s: promised for %s, not %s", c.at, bot.Moment(i.Due), c.want)
			}
		})
	}
}
