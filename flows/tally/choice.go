package tally

// Choice is what became of one part's ballot.
type Choice uint8

// Three kinds of not agreeing take part: against, abstaining, an invalid
// ballot. Two kinds of silence do not: the ballot was never delivered, or it was
// delivered and did not come back.
const (
	NotDelivered Choice = iota
	Silent
	Yes
	No
	Abstain
	Invalid
	Choices
)

var choiceWords = [Choices]string{
	NotDelivered: "未送达", Silent: "已送达未表决", Yes: "同意", No: "不同意", Abstain: "弃权", Invalid: "废票",
}

// String is the choice as a ballot paper says it.
func (c Choice) String() string { return choiceWords[c] }
