package proof

import (
	"fmt"
	"slices"
	"strings"

	"yishi/flows/tally"
	"yishi/flows/tally/estate"
)

func (h *Header) keys() []string {
	var keys []string
	for _, o := range h.Options {
		keys = append(keys, o.Key)
	}
	return keys
}

// labels are what the lot draws among, as it does in tally.
func (h *Header) labels() []string {
	var labels []string
	for _, o := range h.Options {
		labels = append(labels, o.Label)
	}
	return labels
}

// label is what people call an option; a key that is none stays as it is.
func (h *Header) label(key string) string {
	if i := slices.Index(h.keys(), key); i >= 0 {
		return h.Options[i].Label
	}
	return key
}

func (h *Header) key(label string) string { return h.Options[slices.Index(h.labels(), label)].Key }

func (h *Header) keysOf(labels []string) []string {
	keys := make([]string, len(labels))
	for i, label := range labels {
		keys[i] = h.key(label)
	}
	return keys
}

// places are where options stand in the header; all have to be there.
func (h *Header) places(keys []string) ([]int, bool) {
	var at []int
	for _, key := range keys {
		i := slices.Index(h.keys(), key)
		if i < 0 {
			return nil, false
		}
		at = append(at, i)
	}
	return at, true
}

// clear reports whether keys and labels are each there once and can stand in a
// ballot, and whether the rule asks for shares and matters that there are.
func (h *Header) clear() bool {
	for i, o := range h.Options {
		if h.Kind == Owners && o.Matter != estate.Ordinary && o.Matter != estate.Special {
			return false
		}
		if o.Key == "" || strings.ContainsAny(o.Key, ",:>=") || slices.Index(h.keys(), o.Key) != i || slices.Index(h.labels(), o.Label) != i {
			return false
		}
	}
	first := h.Format == FirstFormat
	if first && h.Rule.Draw != "" || !first && h.Rule.Seed != "" || !known(h.Format) {
		return false
	}
	return h.Electorate >= 0 && h.Rule.Quorum.Sound() && h.Rule.Line.Sound()
}

// explain says in Chinese what a plurality count came to.
func (h *Header) explain(r tally.Result, q tally.Question) []string {
	lines := []string{
		fmt.Sprintf("参加：%s，有效 %d 张，无效 %d 张", tally.Share(r.Took, r.Electorate), r.Valid, r.Invalid()),
	}
	for _, row := range r.Rows {
		lines = append(lines, fmt.Sprintf("  %s：%s", h.label(row.Key), tally.Share(row.Votes, r.Valid)))
	}
	if q.Quorum != (tally.Bar{}) {
		lines = append(lines, fmt.Sprintf("参加的人要%s，也就是至少 %d 人", q.Quorum.Words(), q.Quorum.Least(r.Electorate)))
	}
	if q.Threshold != (tally.Bar{}) {
		lines = append(lines, fmt.Sprintf("最多的一项要占有效票的%s，也就是至少 %d 票", q.Threshold.Words(), q.Threshold.Least(r.Valid)))
	}
	return append(lines, "结果："+h.decided(r))
}

func (h *Header) decided(r tally.Result) string {
	var first []string
	for _, key := range r.First {
		first = append(first, h.label(key))
	}
	names := strings.Join(first, "、")
	switch r.Decision {
	case tally.Decided:
		return names + " 得票最多"
	case tally.Tied:
		return names + " 得票一样多"
	case tally.Short:
		return names + " 得票最多，但没有达到要求"
	case tally.NoQuorum:
		return "参加的人不够，不算数"
	}
	return "没有人投票"
}

// known reports whether a format is one of ours.
func known(format string) bool {
	return format == Format || format == SecondFormat || format == FirstFormat
}

// Says is a ballot in words, with those of its voter.
func (h *Header) Says(b Ballot) string {
	if b.Words != "" {
		return h.said(b) + "（记号：" + b.Words + "）"
	}
	return h.said(b)
}

func (h *Header) said(b Ballot) string {
	switch c, known := choices[b.Ballot]; {
	case (h.Kind == Assembly || h.Kind == Owners) && known:
		return c.String()
	case h.Kind == Owners:
		return h.saysItems(b)
	case b.Ballot == "":
		return "都没有选"
	}
	var said strings.Builder
	rest := b.Ballot
	for rest != "" {
		end := strings.IndexAny(rest, ",:>=")
		if end < 0 {
			end = len(rest)
		}
		said.WriteString(h.label(rest[:end]))
		if rest = rest[end:]; rest != "" {
			said.WriteString(signs[rest[0]])
			rest = rest[1:]
		}
	}
	return said.String()
}

// saysItems is what a ballot says of each item.
func (h *Header) saysItems(b Ballot) string {
	choices, ok := stances(b.Ballot, len(h.Options))
	if !ok {
		return b.Ballot
	}
	said := make([]string, len(choices))
	for i, c := range choices {
		said[i] = "「" + h.Options[i].Label + "」" + c.String()
	}
	return strings.Join(said, "，")
}

var signs = map[byte]string{',': "、", ':': " ", '>': " ＞ ", '=': " ＝ "}
