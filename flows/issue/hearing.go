package issue

import (
	"embed"
	"math"
	"slices"

	"yishi/bot/meaning"
	"yishi/bot/meaning/wording"
)

//go:embed words
var files embed.FS

var words = wording.Lists{FS: files}

// What words tell about an issue: those of a category are in words/category/<key>.txt.
// 东西 are the things it is about, 问题 are troubles by themselves, 紧急 cannot wait.
var (
	troubles = meaning.NewList("trouble", words.List("trouble"))
	reports  = meaning.NewList("report", words.List("report"))
	resolved = meaning.NewList("resolved", words.List("resolved"))
	hedges   = meaning.NewList("hedge", words.List("hedge"))
	comes    = meaning.NewList("come", words.List("come"))
	nearby   = meaning.NewList("near a thing", words.List("near-thing")) // found, so that the thing is not

	matters = words.Groups("matters") // what is the same, in other words

	kinds            = readKinds()
	things           = ofKinds(func(k kind) *meaning.List { return k.things })
	wrongs           = append(ofKinds(func(k kind) *meaning.List { return k.troubles }), hurries...)
	hurries          = ofKinds(func(k kind) *meaning.List { return k.hurry })
	leaks            = []*meaning.List{kinds[slices.IndexFunc(kinds, func(k kind) bool { return k.Key == "leak" })].hurry}
	emergencies      = readEmergencies()
	urgents          = urgentLists()
	all              = allLists()
	lexicon          = meaning.NewLexicon(all...)
	emergencyNumbers = []string{"119", "120", "110"}
)

// SolvedWords are the words of answers to whether it is solved: 好, 没 and what stands
// beside them (伴).
func SolvedWords() map[string][]string { return words.Parts("solved") }

// kind is a category with its words.
type kind struct {
	meaning.Kind
	things, troubles, hurry *meaning.List
}

// OtherKind is the category of what fits no other.
const OtherKind = "other"

func readKinds() []kind {
	var all []kind
	for _, key := range words.In("category") {
		parts := words.Parts("category/" + key)
		list := func(part string) *meaning.List { return meaning.NewList(key+part, parts[part]) }
		all = append(all, kind{meaning.Kind{Key: key, Name: parts["名称"][0]}, list("东西"), list("问题"), list("紧急")})
	}
	return all
}

func ofKinds(of func(kind) *meaning.List) (lists []*meaning.List) {
	for _, k := range kinds {
		lists = append(lists, of(k))
	}
	return lists
}

// emergency is what one number is called for.
type emergency struct {
	number string
	words  *meaning.List
}

func readEmergencies() (list []emergency) {
	for _, number := range emergencyNumbers {
		list = append(list, emergency{number, meaning.NewList(number, words.List("urgent/"+number))})
	}
	return list
}

func urgentLists() (lists []*meaning.List) {
	for _, e := range emergencies {
		lists = append(lists, e.words)
	}
	return lists
}

func allLists() []*meaning.List {
	lists := []*meaning.List{troubles, reports, resolved, hedges, comes, nearby}
	for _, more := range [][]*meaning.List{things, wrongs, urgents} {
		lists = append(lists, more...)
	}
	return lists
}

// Kinds are all categories, Other last.
func Kinds() []meaning.Kind {
	var list []meaning.Kind
	for _, k := range kinds {
		list = append(list, k.Kind)
	}
	return append(list, meaning.Kind{Key: OtherKind, Name: "其他"})
}

// KindName is the name of a category that people see.
func KindName(key string) string {
	for _, k := range kinds {
		if k.Key == key {
			return k.Name
		}
	}
	return "其他"
}

// Judge says what kind of issue a text describes that is known to describe one,
// whether it can wait, and whom to call first.
func Judge(text string) (category string, urgent bool, call string) {
	s := lexicon.Find(text)
	a := alarm(s)
	return sorted(s), a.Urgent, a.Call
}

// Hearing is how it is heard that somebody has an issue.
func Hearing() meaning.Intent {
	return meaning.Intent{
		Name: "issue", As: "issue", Means: "反映小区里的问题、报修、投诉、提建议", Example: "楼下的灯坏了", Words: all, Score: trouble,
		Kinds: Kinds(), Sort: sorted, Alarm: alarm,
	}
}

// trouble is how much speaks for an issue. A thing alone is none; nor is something
// that is well again.
func trouble(s meaning.Said) int {
	wrong := 2*s.Count(troubles) + 3*s.Count(wrongs...) + 3*s.Count(reports) + 4*s.Count(urgents...)
	if wrong == 0 || s.Count(resolved) > 0 {
		return 0
	}
	return wrong + s.Count(things...)
}

// sorted is the category that the words belong to: those of its lists and what the model
// makes of them all.
func sorted(s meaning.Said) string {
	guessed := s.Guess("category")
	if s.Count(things...)+s.Count(wrongs...) == 0 && s.Count(urgents...) > 0 {
		return OtherKind // somebody is ill, or beaten
	}
	key, best := OtherKind, 2*perWord+math.Log(max(guessed[OtherKind], least))
	for _, k := range kinds {
		n := 3*s.Count(k.troubles) + 2*s.Count(k.things) + 3*s.Count(k.hurry)
		if score := perWord*float64(min(n, mostWords)) + math.Log(max(guessed[k.Key], least)); score > best {
			key, best = k.Key, score
		}
	}
	return key
}

const (
	perWord   = 0.35 // what a character of a list counts beside the model
	mostWords = 18
	least     = 0.01 // what the model excludes, lists can still bring
)

// alarm reports whether the matter cannot wait and whom to call first, unless it is only
// feared or spoken of.
func alarm(s meaning.Said) (a meaning.Alarm) {
	guessed := s.Guess("alarm")
	spoken := s.Count(hedges)+s.Count(resolved) > 0
	calm := math.Log(max(guessed["none"], least)) - eager
	if spoken || s.Count(leaks...) > 0 { // a leak cannot wait, but it is no number's
		calm += hedged
	}
	for _, e := range emergencies {
		said := s.Count(e.words)
		loud := math.Log(max(guessed[e.number], least/4)) + shouted*float64(min(said, 4))
		if said == 0 && s.Length() < fewest {
			continue // so little alone is no cry for help that the model could know: 打分, 我到了
		}
		if said > 0 && s.Count(comes) > 0 {
			loud += nearer
		}
		if loud > calm {
			a.Call, a.Spoken, calm = e.number, said > 0, loud
		}
	}
	a.Urgent = a.Call != "" || s.Count(hurries...) > 0 && !spoken
	a.Sure = a.Urgent && (a.Call != "" || s.Count(comes) > 0)
	a.Spoken = a.Spoken || s.Count(comes) > 0
	return a
}

// What lists count beside the model: a character for an emergency, and all against it.
const (
	eager   = 0.9 // a danger missed is worse than a number said too much
	shouted = 1.3
	hedged  = 3.5
	nearer  = 1.2 // where somebody is called to come
	fewest  = 4   // characters that the model needs to know an emergency by itself
)
