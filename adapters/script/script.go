// Package script plays conversations written down as text: the transcripts in
// flows/*/testdata. Its channels are adapters whose platform is the page; all
// behind them is real: inbox, store on disk, outbox, agenda, directory.
//
// A transcript reads as people see it:
//
//	# 王桂花报修
//	clock 2026-12-01 09:00
//	甲 = 王桂花 wechat
//	职 = 小周 telegram
//	群 = group telegram 1/1/2/3
//
//	甲> 报修
//	甲< 请说说遇到了什么问题。
//	甲> [照片]
//	职! 我来办                  a button pressed; 甲> 1 types a number
//	职* 好的                    a toast
//	职~ …                       a message that changed in place
//	甲@群> /vote                said in a group
//	-- 48h later
//	-- 72h closed               nothing runs meanwhile
//	-- 2s apart                 the next message is sent so soon after the last
//	-- 8s under way             the next message takes so long to come; what was due meanwhile is done
//	-- telegram refuses 职      (takes: no longer; silent: no answer to our call)
//	-- machine transcribe 楼下的灯坏了   (or: fails)
//
//	use open/choose.txt 哪天开会？ | 周六、周日
//
// The last does what stands in another file, beside this one: how many transcripts
// begin is written once. Each … in it stands for what the line gives, in order; what
// the bot says meanwhile is left out (a transcript of its own has that).
//
// Lines of the bot follow the line that caused them, by person; their further
// lines are indented by two spaces. Before every line the database is closed and
// opened again, and every message is delivered twice: the second time must
// change nothing and give the same answer. go test -update writes down what was said.
//
// A transcript may be played again in another world (World.Apart): then only the
// moments in which something else is said are written down, on a page of their own.
package script

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
)

// step is a line that does something, with the comment lines before it and the
// lines the bot answered.
type step struct {
	line int
	text string
}

// read takes a transcript apart: the lines that do something, and those kept
// for reading. The bot's own lines are left out; playing makes them anew.
func read(path string) (steps []step, whole string, err error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, "", err
	}
	in := bufio.NewScanner(strings.NewReader(string(data)))
	for n := 1; in.Scan(); n++ {
		text := strings.TrimRight(in.Text(), " ")
		if strings.HasPrefix(text, "  ") || isSaid(text) {
			continue
		}
		steps = append(steps, step{n, text})
	}
	return steps, string(data), in.Err()
}

// isSaid tells the bot's lines: 甲< 甲~ 甲*.
func isSaid(text string) bool {
	name, rest := cutName(text)
	return name != "" && rest != "" && strings.ContainsRune("<~*", rune(rest[0]))
}

// cutName takes the name at the head of a line: everything before the first
// of the marks > ! < ~ *.
func cutName(text string) (name, rest string) {
	i := strings.IndexAny(text, "><!~* ")
	if i <= 0 || strings.HasPrefix(text, "#") || strings.HasPrefix(text, "--") {
		return "", ""
	}
	return text[:i], text[i:]
}

// indent writes further lines of a message below its first. Empty lines are
// left out: they could not be told from those between the lines of a transcript.
func indent(s string) string {
	lines := slices.DeleteFunc(strings.Split(s, "\n"), func(l string) bool { return strings.TrimSpace(l) == "" })
	return strings.Join(lines, "\n  ")
}

func (p *player) printf(format string, args ...any) { fmt.Fprintf(&p.out, format, args...) }
