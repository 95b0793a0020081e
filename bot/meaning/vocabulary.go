package meaning

import "yishi/bot/meaning/wording"

// vocabulary is every list that Understand looks for, in one lexicon.
var (
	vocabulary = &lexicon{}

	listPoll        = vocabulary.add(Poll, lists.List("intent-poll"))
	listNotice      = vocabulary.add(Notice, lists.List("intent-notice"))
	listSignUp      = vocabulary.add(SignUp, lists.List("intent-signup"))
	listWithdraw    = vocabulary.add(Withdraw, lists.List("intent-withdraw"))
	listMine        = vocabulary.add(Mine, lists.List("intent-mine"))
	listJoin        = vocabulary.add(Join, lists.List("intent-join"))
	listProxy       = vocabulary.add(Proxy, lists.List("intent-proxy"))
	listPaper       = vocabulary.add(Paper, lists.List("intent-paper"))
	listHuman       = vocabulary.add(Human, lists.List("intent-human"))
	listHelp        = vocabulary.add(Help, lists.List("intent-help"))
	listStaffIssues = vocabulary.add(StaffIssues, lists.List("intent-staff-issues"))
	listStaffPoll   = vocabulary.add(StaffPoll, lists.List("intent-staff-poll"))
	listStaffNotice = vocabulary.add(StaffNotice, lists.List("intent-staff-notice"))

	listWant     = vocabulary.add("want", lists.List("want"))
	listEvent    = vocabulary.add("event", lists.List("event"))
	listCourse   = vocabulary.add("course", lists.List("course"))
	listQuestion = vocabulary.add("question", lists.List("question"))
	listTrouble  = vocabulary.add("trouble", lists.List("trouble"))
	listReport   = vocabulary.add("report", lists.List("report"))
	listResolved = vocabulary.add("resolved", lists.List("resolved"))
	listHedge    = vocabulary.add("hedge", lists.List("hedge"))
	listCome     = vocabulary.add("come", lists.List("come"))

	_ = vocabulary.add("near a thing", lists.List("near-thing")) // found, so that the thing is not

	listsThing   = categoryLists("东西")
	listsTrouble = categoryLists("问题")
	listsHurry   = categoryLists("紧急")
	listsWrong   = all(listsTrouble, listsHurry)

	emergencyNumbers = []string{"119", "120", "110"}
	listsUrgent      = urgentLists()

	leads = wording.LongestFirst(lists.List("lead"))
)

// reasons are the lists whose words explain an intent.
var reasons = map[string][]int{
	Issue:       all(listsTrouble, listsThing, listsHurry, listsUrgent, []int{listTrouble, listReport}),
	Poll:        {listPoll, listCourse, listWant},
	Notice:      {listNotice, listEvent, listQuestion},
	SignUp:      {listSignUp, listWant, listEvent},
	Withdraw:    {listWithdraw, listEvent, listCourse},
	Course:      {listCourse, listWant, listSignUp},
	Mine:        {listMine},
	Join:        {listJoin},
	Human:       {listHuman},
	Proxy:       {listProxy},
	Paper:       {listPaper},
	Help:        {listHelp},
	StaffIssues: {listStaffIssues},
	StaffPoll:   {listStaffPoll},
	StaffNotice: {listStaffNotice},
}

// categoryLists adds one part of every category but Other, in their order.
func categoryLists(part string) []int {
	var lists []int
	for _, c := range categories[:len(categories)-1] {
		lists = append(lists, vocabulary.add(c.Key+part, categoryWords[c.Key][part]))
	}
	return lists
}

func urgentLists() []int {
	var urgent []int
	for _, number := range emergencyNumbers {
		urgent = append(urgent, vocabulary.add(number, lists.List("urgent/"+number)))
	}
	return urgent
}

func all(groups ...[]int) []int {
	var out []int
	for _, g := range groups {
		out = append(out, g...)
	}
	return out
}
