package tell

import (
	"strings"

	"yishi/flows/poll"
)

// TrustWords say how well those are known who voted; "" where that was not kept.
func TrustWords(p poll.Poll, t poll.Trusted) string {
	paper := "投纸质票的"
	if p.Secret {
		paper = "领纸质票的"
	}
	var parts []string
	for _, one := range []struct {
		what string
		n    int
	}{{"看过证件的", t.Verified}, {"楼栋长或社区认过的", t.Vouched}, {"自己登记、没有人认过的", t.Claimed}, {paper, t.Paper}} {
		if one.n > 0 {
			parts = append(parts, one.what+p.Voices(one.n))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "，") + "。"
}
