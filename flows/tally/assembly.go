package tally

import "fmt"

// Assembly is how a meeting or a vote of yes, no and abstain decides: who must
// attend of those entitled, and who must agree of those attending.
type Assembly struct {
	Attend Bar
	Agree  Bar
	Clause string // the law or the rule, in Chinese
}

// Residents is the residents' assembly and Representatives the assembly of
// their representatives: more than half of the residents of full age, or two
// thirds of the representatives, attend, and more than half of those attending
// decide.
var (
	Residents = Assembly{
		Attend: Half, Agree: Half,
		Clause: "《中华人民共和国城市居民委员会组织法》：居民会议须有十八周岁以上的居民过半数出席，由出席人的过半数通过。",
	}
	Representatives = Assembly{
		Attend: TwoThirds, Agree: Half,
		Clause: "当地居民代表会议的规定：须有三分之二以上的居民代表出席，由出席代表的过半数通过。",
	}
)

// Show is what was counted in an assembly. Attended may be more than the
// ballots: who attends without voting is there and does not agree.
type Show struct {
	Entitled int `json:"entitled"`
	Attended int `json:"attended"`
	Yes      int `json:"yes"`
	No       int `json:"no"`
	Abstain  int `json:"abstain"`
	Invalid  int `json:"invalid"`
}

// Answered is how many gave a ballot.
func (s Show) Answered() int { return s.Yes + s.No + s.Abstain + s.Invalid }

// there is how many attended; nobody who gave a ballot was away.
func (s Show) there() int { return max(s.Attended, s.Answered()) }

// Decide says what the assembly decided. Whatever it takes, nothing is passed that
// nobody wants.
func (a Assembly) Decide(s Show) Decision {
	switch {
	case s.there() == 0:
		return Nobody
	case !a.Attend.Reached(s.there(), s.Entitled):
		return NoQuorum
	case s.Yes > 0 && a.Agree.Reached(s.Yes, s.there()):
		return Passed
	}
	return Failed
}

// Explain says in Chinese what was decided and why.
func (a Assembly) Explain(s Show) []string {
	verdict := map[Decision]string{Passed: "通过", Failed: "没有通过", NoQuorum: "到会人数不够，不能作出决定", Nobody: "没有人到会，不能作出决定"}
	lines := []string{
		"结果：" + verdict[a.Decide(s)],
		fmt.Sprintf("到会 %s，要%s，%s", Share(s.there(), s.Entitled), a.Attend.Words(), Missing(a.Attend, s.there(), s.Entitled, "人", 0)),
		fmt.Sprintf("同意 %s，要%s，%s", Share(s.Yes, s.there()), a.Agree.Words(), Missing(a.Agree, s.Yes, s.there(), "人", 0)),
		fmt.Sprintf("不同意 %d，弃权 %d，废票 %d，到会没有投票 %d", s.No, s.Abstain, s.Invalid, s.there()-s.Answered()),
	}
	if a.Clause != "" {
		lines = append(lines, "依据："+a.Clause)
	}
	return lines
}

// Count counts answers by who gave them. An answer that comes twice is one; of
// somebody whose answers contradict each other it is only known that they came.
func (s Show) Count(answers map[string][]Choice) Show {
	for _, given := range answers {
		switch c := given[0]; {
		case differ(given):
			s.Invalid++
		case c == Yes:
			s.Yes++
		case c == No:
			s.No++
		case c == Abstain:
			s.Abstain++
		case c == Invalid:
			s.Invalid++
		}
	}
	return s
}

func differ(given []Choice) bool {
	for _, c := range given {
		if c != given[0] {
			return true
		}
	}
	return false
}
