package meaning

import (
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"yishi/bot/meaning/guess"
	"yishi/bot/meaning/when"
	"yishi/bot/meaning/wording"
)

// MaxText is how much of a sentence is looked at, in characters.
const MaxText = 500

// timeSigns: a text without any of them names no moment.
const timeSigns = "天日号月周期拜点:晨早午晚夜后-/"

// enough is the score from which an intent is believed.
const enough = 4

// Rules understand by word lists alone. They cost microseconds, need nothing
// and can say why: Understanding.Why holds the words that decided.
type Rules struct {
	intents []Intent
	by      map[string]*Intent
	alarm   *Intent // the one that is a cry for help
	greets  *Intent // the one that a greeting means
	asked   *Intent // the one that a question means that is about nothing we know
	lexicon *Lexicon
}

// NewRules are the rules by which these intents are told apart. Of two for which as
// much speaks, the first is meant.
func NewRules(intents []Intent) *Rules {
	r := &Rules{intents: intents, by: map[string]*Intent{}}
	all := []*List{want, question}
	for i := range intents {
		in := &intents[i]
		r.by[in.Name] = in
		if in.Alarm != nil {
			r.alarm = in
		}
		if in.Greets {
			r.greets = in
		}
		if in.Asks {
			r.asked = in
		}
		all = append(append(all, in.Words...), in.Why...)
	}
	r.lexicon = NewLexicon(all...)
	return r
}

// WordsAlone are rules that go by their lists and guess nothing: what they make of a
// sentence changes only with the lists.
func (r *Rules) WordsAlone() *Rules {
	r.lexicon.model = &guess.Model{}
	return r
}

// Intents are those that somebody can mean, staff or not.
func (r *Rules) Intents(staff bool) []Intent {
	var all []Intent
	for _, i := range r.intents {
		if staff || !i.Staff {
			all = append(all, i)
		}
	}
	return all
}

// Understand says what a sentence outside any question means.
func (r *Rules) Understand(text string, c Context) Understanding {
	text = wording.Clip(text, MaxText)
	t := wording.Fold(text)
	if r.greets != nil && greets(t) {
		return Understanding{Intent: r.greets.Name, Confidence: 1, What: text, Why: []string{t}}
	}
	s := r.lexicon.find(t)
	s.titles = findTitles(t, c)
	intent, sure := r.rank(s, c.Staff)
	if intent != nil && intent.Pool != "" && r.asked != nil && s.Question() > 0 && intent.score(s) < enough {
		intent = r.asked // about something like that, but nothing we know
	}
	u := Understanding{Intent: None, What: what(text), Subject: s.subject()}
	if r.alarm != nil {
		a := r.alarm.Alarm(s)
		u.Urgent, u.Call = a.Urgent, a.Call
		if a.Call != "" { // a cry for help need not say more
			intent, sure = r.alarm, max(sure, believed)
		}
	}
	if intent != nil {
		u.Confidence = max(0.01, math.Round(100*sure)/100)
	}
	if !c.Now.IsZero() && strings.ContainsAny(t, timeSigns) {
		if at, _, ok := when.Moment(text, c.Now); ok {
			u.When = &at
		}
	}
	if intent == nil {
		return u
	}
	return u.with(intent, s, text)
}

// with adds what belongs to the intent found.
func (u Understanding) with(i *Intent, s Said, text string) Understanding {
	u.Intent = i.Name
	if i.score(s) >= enough {
		u.Why = s.why(i.why(), i.Pool != "")
	}
	u.Offered = i.Acts && len(u.Why) == 0
	if len(i.Kinds) > 0 {
		u.Category, u.Where, u.Subject = i.Sort(s), Where(text), ""
	}
	about := s.titles[i.Pool]
	u.Match = about.titled.ID
	if u.Subject == "" && u.Match != "" {
		u.Subject = about.word
	}
	return u
}

// rank gives the intent that most speaks for, if enough does, and its share of all that
// speaks for any. What the model makes of the words and what the lists find in them are
// added up: the more words of a list, the less the model has to say.
func (r *Rules) rank(s Said, staff bool) (intent *Intent, sure float64) {
	guessed := s.Guess("intent")
	var all []*Intent
	var scores []float64
	for _, label := range slices.Sorted(maps.Keys(guessed)) { // so that sums come out the same
		if i := r.by[label]; i == nil || i.Staff && !staff { // what they cannot want, or nothing
			all, scores = append(all, nil), append(scores, weigh(guessed[label], 0))
		}
	}
	if len(all) == 0 {
		all, scores = append(all, nil), append(scores, weigh(unguessed, 0))
	}
	for n := range r.intents { // a fixed order decides between equals
		i := &r.intents[n]
		if i.Staff && !staff {
			continue
		}
		score := i.score(s)
		p, known := guessed[i.Name]
		if score >= enough && s.Title(i.Pool) > 0 { // what is open the model was never told of
			p = 1
		}
		switch {
		case score < enough && !known:
			continue
		case score < enough:
			score = 0
		case !known:
			p = unguessed
		}
		all, scores = append(all, i), append(scores, weigh(p, score))
	}
	best, shares := 0, guess.Softmax(scores)
	for n, share := range shares {
		if share > shares[best] {
			best = n
		}
	}
	if shares[best] < believed {
		return nil, 0
	}
	return all[best], shares[best]
}

const (
	believed  = 0.5   // the share from which an intent is believed
	unguessed = 0.25  // for what the model was never told of
	least     = 0.004 // what the model excludes, lists can still bring
	mostWords = 16    // more characters of a list say no more
	perWord   = 0.4   // what one of them counts, beside the model
)

func weigh(p float64, score int) float64 {
	return math.Log(max(p, least)) + perWord*float64(min(score, mostWords))
}

// Alarm is how surely words are a call for help, whatever they were to answer.
// A leak alone is only feared: people also speak of leaks in a vote.
func (r *Rules) Alarm(text string) wording.Cry {
	if r.alarm == nil || utf8.RuneCountInString(text) < 2 { // most answers are one digit
		return wording.NoCry
	}
	if u := r.Understand(text, Context{}); u.Intent != r.alarm.Name || !u.Urgent {
		return wording.NoCry
	}
	switch a := r.alarm.Alarm(r.lexicon.Find(text)); {
	case a.Sure && a.Spoken:
		return wording.Spoken
	case a.Sure:
		return wording.Guessed
	}
	return wording.Feared
}

// Greets reports whether an intent is that of a greeting.
func (r *Rules) Greets(intent string) bool { return r.greets != nil && r.greets.Name == intent }

// Asks reports whether a text asks to be told something: 食堂几点开门.
func (r *Rules) Asks(text string) bool { return r.lexicon.Find(text).Question() > 0 }

// Asking reports whether a text asks to take part: 我想报名, 算我一个.
func (r *Rules) Asking(text string) bool { return r.lexicon.Find(text).Asking() > 0 }

// Intent is the intent of a name.
func (r *Rules) Intent(name string) (Intent, bool) {
	i := r.by[name]
	if i == nil {
		return Intent{}, false
	}
	return *i, true
}

// Wants reports whether somebody asks to be signed up, and not for what an intent is by
// itself: 我想报太极班.
func (r *Rules) Wants(text, intent string) bool {
	s := r.lexicon.Find(text)
	i := r.by[intent]
	return s.Asking() > 0 && (i == nil || s.Count(i.Words...) == 0)
}

var leads = wording.LongestFirst(lists.List("lead"))

// what is the sentence without its greeting and spaces.
func what(text string) string {
	t := strings.Join(strings.Fields(strings.Map(wording.Visible, text)), " ")
	for {
		rest := strings.TrimLeft(t, " ,\uff0c。.!\uff01~、;\uff1b:\uff1a")
		for _, lead := range leads {
			rest = strings.TrimPrefix(rest, lead)
		}
		if utf8.RuneCountInString(rest) < 2 || rest == t {
			return strings.TrimSpace(t)
		}
		t = rest
	}
}
