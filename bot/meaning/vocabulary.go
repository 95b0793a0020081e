package meaning

// vocabulary is every list that Understand looks for, in one lexicon.
var (
	vocabulary = &lexicon{}

	listPoll        = vocabulary.add(Poll, wordList("intent-poll"))
	listNotice      = vocabulary.add(Notice, wordList("intent-notice"))
	listSignUp      = vocabulary.add(SignUp, wordList("intent-signup"))
	listWithdraw    = vocabulary.add(Withdraw, wordList("intent-withdraw"))
	listMine        = vocabulary.add(Mine, wordList("intent-mine"))
	listJoin        = vocabulary.add(Join, wordList("intent-join"))
	listProxy       = vocabulary.add(Proxy, wordList("intent-proxy"))
	listPaper       = vocabulary.add(Paper, wordList("intent-paper"))
	listHuman       = vocabulary.add(Human, wordList("intent-human"))
	listHelp        = vocabulary.add(Help, wordList("intent-help"))
	listStaffIssues = vocabulary.add(StaffIssues, wordList("intent-staff-issues"))
	listStaffPoll   = vocabulary.add(StaffPoll, wordList("intent-staff-poll"))
	listStaffNotice = vocabulary.add(StaffNotice, wordList("intent-staff-notice"))

	listWant     = vocabulary.add("want", wordList("want"))
	listEvent    = vocabulary.add("event", wordList("event"))
	listCourse   = vocabulary.add("course", wordList("course"))
	listQuestion = vocabulary.add("question", wordList("question"))
	listTrouble  = vocabulary.add("trouble", wordList("trouble"))
	listReport   = vocabulary.add("report", wordList("report"))
	listResolved = vocabulary.add("resolved", wordList("resolved"))
	listHedge    = vocabulary.add("hedge", wordList("hedge"))
	listCome     = vocabulary.add("come", wordList("come"))

	_ = vocabulary.add("near a thing", wordList("near-thing")) // found, so that the thing is not

	listsThing   = categoryLists("东西")
	listsTrouble = categoryLists("问题")
	listsHurry   = categoryLists("紧急")
	listsWrong   = all(listsTrouble, listsHurry)

	emergencyNumbers = []string{"119", "120", "110"}
	listsUrgent      = urgentLists()

	leads = longestFirst(wordList("lead"))
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
	var lists []int
	for _, number := range emergencyNumbers {
		lists = append(lists, vocabulary.add(number, wordList("urgent/"+number)))
	}
	return lists
}

func all(groups ...[]int) []int {
	var out []int
	for _, g := range groups {
		out = append(out, g...)
	}
	return out
}
