package mine

import (
	"fmt"
	"slices"
	"strings"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/talk"
	"yishi/store"
)

const (
	mostLooks = 10
	mostActs  = 15
)

// looked tells somebody who of the staff looked at what is kept of them, or changed it.
func looked(call *talk.Call) error {
	if call.Group {
		return bot.Refuse("谁看过您的资料，请单独问我。")
	}
	lines := looksAt(call.Tx, call.Who)
	if len(lines) == 0 {
		call.Say(bot.Out{Text: "还没有工作人员看过、改过您的登记。以后有了，这里查得到。"})
		return nil
	}
	text := "看过、办过您资料的（新的在前）：\n" + strings.Join(lines[:min(len(lines), mostLooks)], "\n")
	if n := len(lines) - mostLooks; n > 0 {
		text += fmt.Sprintf("\n还有更早的%d次，要看请找社区。", n)
	}
	call.Say(bot.Out{Text: text + "\n有不明白的，回复「人工」。"})
	return nil
}

// looksAt are the acts of others on somebody's data, the newest first.
func looksAt(tx store.Reader, who directory.Person) (lines []string) {
	ids := directory.IDsOf(tx, who.ID)
	for a := range audit.On(tx, ids) {
		what, told := acts[a.Action]
		if told && !slices.Contains(ids, a.By) {
			lines = append(lines, bot.Moment(a.At)+" "+actor(tx, a)+what)
		}
	}
	return lines
}

// actor is who did something, as people know them: by post and name.
func actor(tx store.Reader, a audit.Act) string {
	p, known := directory.GetPerson(tx, directory.Resolve(tx, a.By))
	switch {
	case a.By == audit.Operators:
		return "系统管理员"
	case !known || p.Name == "":
		return "一位工作人员"
	case len(p.AllRoles()) == 0:
		return p.Name
	}
	return p.Name + "（" + directory.RoleName(p.AllRoles()[0].Role) + "）"
}

// showActs shows staff the newest acts at their places. That they looked is an act, too.
func showActs(c *talk.Conv) error {
	said, err := talk.Step(c, "read", func(tx store.Tx) (string, error) { return readLog(tx, c.Who()), nil })
	if err != nil {
		return err
	}
	return c.End("%s", said)
}

func readLog(tx store.Tx, by directory.Person) string {
	roots := directory.PlacesOf(by, directory.SeeAudit)
	var lines []string
	for a := range audit.Newest(tx) {
		for _, root := range roots {
			if a.Place != "" && directory.Within(a.Place, root) && len(lines) < mostActs {
				lines = append(lines, actLine(tx, a))
				break
			}
		}
		if len(lines) == mostActs {
			break
		}
	}
	for _, root := range roots {
		audit.Log(tx, by.ID, "read audit log", root, "")
	}
	if len(lines) == 0 {
		return "您管的地方还没有记录。这次查看也记下了。"
	}
	return fmt.Sprintf("最近%d条（新的在前）：\n%s\n更早的，请管理员在机器上看。这次查看也记下了。", len(lines), strings.Join(lines, "\n"))
}

func actLine(tx store.Reader, a audit.Act) string {
	what := a.Action
	if words, known := acts[a.Action]; known {
		what = words
	} else if words, known := works[a.Action]; known {
		what = words
	}
	return bot.Moment(a.At) + " " + actor(tx, a) + "：" + what + "（" + directory.FullName(tx, a.Place) + "）"
}
