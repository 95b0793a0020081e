package app

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrows says which packages of ours a package may import. The longest prefix of
// its path counts; "x/..." is x and all below it. A new arrow is a decision.
var arrows = map[string]string{
	".":           "app/command",
	"app":         "store/... bot/... flows/... adapters/... app/config app/ops app/sys", // only the program sees everything
	"app/config":  "bot/directory/setting bot/meaning bot/meaning/wording bot/workday adapters/openai adapters/sms adapters/telegram adapters/wechat store",
	"app/sys":     "",
	"app/ops":     "store/... bot bot/audit bot/directory bot/directory/address bot/directory/joining bot/house bot/inbox bot/outbox flows/desk flows/tally/sheet app/config app/sys",
	"app/world":   "store/... bot/... flows/... adapters/... app app/config",
	"app/bench":   "store/... bot/... flows/... adapters/... app/world",
	"app/command": "store/... bot/... flows/... adapters/... app/...",

	"store":           "",
	"store/bolt":      "store",
	"store/storetest": "store",

	"bot":                             "",
	"bot/directory":                   "bot bot/audit bot/directory/plain store",
	"bot/audit":                       "store",
	"bot/directory/contact":           "bot bot/audit bot/directory store",
	"bot/directory/setting":           "bot bot/audit bot/directory bot/meaning/answer bot/meaning/when bot/workday store",
	"bot/directory/plain":             "",
	"bot/directory/address":           "bot bot/directory bot/directory/plain store",
	"bot/directory/joining":           "bot bot/audit bot/directory bot/directory/plain store",
	"bot/directory/directorytest":     "bot bot/directory bot/directory/sample/sampletest store store/bolt store/storetest", // for tests only
	"bot/directory/sample":            "bot bot/directory bot/directory/address bot/directory/contact bot/directory/joining store",
	"bot/directory/sample/sampletest": "bot/directory/sample store store/bolt store/storetest",
	"bot/meaning":                     "bot/meaning/answer bot/meaning/guess bot/meaning/when bot/meaning/wording",
	"bot/meaning/guess":               "bot/meaning/wording",
	"bot/meaning/guess/learn":         "bot/meaning/guess",
	"bot/meaning/train":               "bot/meaning/guess bot/meaning/guess/learn",
	"bot/meaning/meaningtest":         "bot/meaning",
	"bot/meaning/answer":              "bot/meaning/wording",
	"bot/meaning/when":                "bot/meaning/wording bot/workday/lunar",
	"bot/workday/lunar":               "",
	"bot/meaning/wording":             "",
	"bot/agenda":                      "bot store",
	"bot/quota":                       "",
	"bot/workday":                     "bot store",
	"bot/outbox":                      "bot bot/audit bot/directory bot/directory/setting bot/meaning/... store",
	"bot/talk":                        "bot bot/directory bot/directory/address bot/meaning/... bot/talk/replay store",
	"bot/talk/talktest":               "",
	"bot/talk/replay":                 "bot bot/directory bot/meaning/... store",
	"bot/inbox":                       "bot bot/agenda bot/directory bot/meaning/... bot/outbox bot/quota bot/talk bot/talk/replay store",
	"bot/house":                       "bot bot/agenda bot/directory bot/directory/joining bot/directory/setting bot/inbox bot/meaning/... bot/outbox bot/talk bot/talk/replay store",

	// A flow has its own parts below it, and sees no other flow.
	"flows":                   "bot bot/talk bot/directory bot/directory/address bot/directory/joining bot/directory/setting bot/directory/sample bot/meaning/... bot/outbox bot/agenda bot/audit bot/directory/contact bot/house bot/workday flows/tally/sheet store",
	"flows/poll":              "bot bot/directory bot/meaning/... store flows/poll/proof flows/tally/...", // the record; its rooms, from the ground up:
	"flows/poll/ballot":       "bot bot/meaning/answer bot/talk store flows/poll flows/poll/proof flows/tally/...",
	"flows/poll/voice":        "bot bot/audit bot/directory bot/directory/address bot/meaning/... bot/outbox store flows/owners flows/poll flows/poll/ballot flows/tally/...",
	"flows/poll/tell":         "bot bot/agenda bot/directory bot/outbox bot/talk store flows/owners flows/poll flows/poll/ballot flows/poll/voice flows/poll/proof flows/tally/...",
	"flows/poll/cast":         "bot bot/audit bot/directory bot/meaning/... bot/outbox store flows/owners flows/poll flows/poll/ballot flows/poll/voice flows/poll/tell flows/tally",
	"flows/poll/lists":        "bot bot/audit bot/directory store flows/owners flows/poll flows/poll/ballot flows/poll/voice flows/poll/tell flows/tally",
	"flows/poll/count":        "bot bot/agenda bot/audit bot/directory bot/directory/setting bot/outbox store flows/owners flows/poll flows/poll/ballot flows/poll/voice flows/poll/tell flows/poll/proof flows/tally/...",
	"flows/poll/run":          "bot bot/agenda bot/audit bot/directory bot/directory/setting bot/directory/sample bot/house bot/outbox store flows/owners flows/poll flows/poll/ballot flows/poll/voice flows/poll/tell flows/poll/cast flows/poll/count flows/tally/...",
	"flows/poll/hold":         "bot bot/talk bot/directory bot/meaning/... bot/house store flows/poll flows/poll/voice flows/poll/tell flows/poll/lists flows/poll/run flows/poll/hold/...",
	"flows/poll/hold/draft":   "bot bot/talk bot/directory bot/meaning/... store flows/poll flows/poll/ballot flows/poll/voice flows/poll/tell flows/poll/run flows/tally/...",
	"flows/poll/hold/papers":  "bot bot/talk bot/directory store flows/poll flows/poll/ballot flows/poll/voice flows/poll/tell flows/poll/cast flows/poll/count flows/poll/proof flows/poll/vote", // what is on a paper is asked as its voter would be
	"flows/poll/vote":         "bot bot/talk bot/directory bot/meaning/... bot/outbox bot/house store flows/poll flows/poll/ballot flows/poll/voice flows/poll/tell flows/poll/cast",
	"flows/tally":             "flows/tally",
	"flows/tally/sheet":       "flows/tally/...",
	"flows/poll/proof":        "flows/tally/...",
	"flows/poll/offline":      "bot/house flows/poll flows/poll/proof flows/tally/...",
	"flows/course":            "bot bot/directory bot/meaning/... bot/outbox store flows/line",
	"flows/course/class":      "bot bot/agenda bot/audit bot/directory bot/house bot/meaning/... bot/outbox store flows/line flows/course",
	"flows/course/school":     "bot bot/talk bot/agenda bot/audit bot/directory bot/directory/setting bot/directory/sample bot/house bot/outbox store flows/course flows/course/class flows/poll flows/poll/run flows/poll/tell flows/poll/voice", // opens the poll on a list of courses; its post in a group leads into the chat
	"flows/course/manage":     "bot bot/talk bot/directory bot/house bot/outbox store flows/course flows/course/class flows/course/school",
	"flows/course/attend":     "bot bot/talk bot/directory bot/house bot/meaning/... store flows/course flows/course/class flows/course/school",
	"flows/line":              "bot/directory store",
	"flows/notice":            "bot bot/directory bot/directory/setting bot/meaning/... store",
	"flows/notice/activity":   "bot bot/talk bot/agenda bot/audit bot/directory bot/house bot/meaning/... bot/outbox store flows/line flows/notice",
	"flows/notice/send":       "bot bot/agenda bot/audit bot/directory bot/directory/setting bot/house bot/outbox store flows/notice flows/notice/activity", // who has signed up is told
	"flows/notice/write":      "bot bot/talk bot/directory bot/directory/setting bot/house bot/meaning/... bot/outbox store flows/notice flows/notice/activity flows/notice/send",
	"flows/issue/deadline":    "bot bot/directory bot/directory/setting bot/meaning/... store", // below the record, as the next
	"flows/issue/duty":        "bot bot/directory store",
	"flows/issue":             "bot bot/agenda bot/audit bot/directory bot/directory/contact bot/directory/setting bot/house bot/meaning/... bot/outbox bot/talk bot/workday store flows/issue/deadline flows/issue/duty",
	"flows/issue/tale":        "bot bot/directory bot/directory/sample bot/talk store flows/issue",
	"flows/issue/care":        "bot bot/talk bot/directory bot/directory/address bot/directory/contact bot/house bot/meaning/... store bot/audit bot/directory/setting flows/issue flows/issue/tale flows/issue/duty",
	"flows/meeting":           "bot bot/talk bot/agenda bot/audit bot/directory bot/house bot/meaning/... bot/outbox store flows/issue", // what is decided is an issue
	"flows/roster":            "bot bot/agenda bot/audit bot/talk bot/directory bot/directory/address bot/directory/contact bot/directory/joining bot/directory/setting bot/outbox bot/house bot/meaning/answer store flows/roster/lists flows/tally/...",
	"flows/people":            "bot bot/talk bot/audit bot/directory bot/directory/joining bot/house bot/meaning/... bot/agenda bot/outbox store flows/people/settle",
	"flows/people/settle":     "bot bot/talk bot/agenda bot/audit bot/directory bot/directory/address bot/directory/joining bot/house bot/outbox store",
	"flows/roster/lists":      "bot bot/audit bot/directory bot/directory/address bot/directory/contact bot/directory/joining bot/directory/setting bot/house store flows/tally/...", // lists are tables
	"flows/owners":            "bot bot/audit bot/talk bot/directory bot/directory/address bot/directory/sample bot/outbox bot/house store flows/tally/...",
	"flows/poll/polltest":     "adapters/script bot bot/talk bot/directory bot/directory/sample bot/house store flows/owners flows/poll/... flows/tally/...", // for tests only, as the next two
	"flows/owners/ownerstest": "bot/directory bot/directory/sample store flows/owners",
	"flows/people/peopletest": "store",
	"flows/desk/desktest":     "bot bot/directory bot/directory/joining bot/directory/sample bot/house bot/meaning flows/handbook store flows/desk flows/mine",

	// What tests of a flow share.
	"flows/course/coursetest": "bot bot/directory bot/house store store/bolt store/storetest flows/course flows/course/class flows/course/school flows/poll flows/poll/run",

	"adapters":                       "bot adapters/render adapters/internal/gate",
	"adapters/phone":                 "",
	"adapters/sms":                   "",
	"adapters/render":                "bot",
	"adapters/errorpage":             "",
	"adapters/adaptertest":           "bot adapters/phone",
	"adapters/web":                   "bot bot/quota adapters/errorpage adapters/render adapters/internal/assets adapters/internal/gate store",
	"adapters/web/demo":              "bot adapters/errorpage adapters/internal/assets adapters/phone",
	"adapters/internal":              "",
	"adapters/internal/assets":       "adapters/errorpage",
	"adapters/internal/gate":         "bot",
	"adapters/web/webtest":           "adapters/phone",
	"adapters/wechat/wechattest":     "adapters/phone",
	"adapters/telegram/telegramtest": "adapters/phone",
	"adapters/openai":                "adapters/openai/sound bot/meaning bot/meaning/mask",
	"adapters/internal/frame":        "bot adapters/errorpage",
	"adapters/takeout":               "bot bot/house flows/mine adapters/internal/frame store",
	"adapters/minutes":               "bot bot/house flows/meeting adapters/internal/frame store",
	"adapters/doors":                 "bot bot/house bot/outbox flows/placard adapters/internal/frame adapters/poster store",
	"adapters/board":                 "bot bot/directory bot/house bot/outbox flows/poll/... flows/tally/... adapters/internal/frame adapters/errorpage adapters/poster store", // pages read flows, chats do not
	"app/apptest":                    "app app/config store/storetest",
	"adapters/script":                "bot/... adapters/render adapters/wechat store store/bolt store/storetest", // for tests only; wechat for its window
}

// libraries says where a library may be imported: one place each, so that it can
// be replaced. (bench measures bbolt bare, as its yardstick.)
var libraries = map[string]string{
	"go.etcd.io/bbolt":                  "store/bolt app/bench",
	"github.com/silenceper/wechat":      "adapters/wechat",
	"github.com/go-telegram/bot":        "adapters/telegram",
	"github.com/rivo/uniseg":            "adapters/render",
	"github.com/sashabaranov/go-openai": "adapters/openai",
	"github.com/6tail/tyme4go":          "bot/workday",
	"rsc.io/qr":                         "adapters/poster",
}

func TestArrows(t *testing.T) {
	imports := importsByPackage(t)
	for _, pkg := range []string{".", "app", "bot/talk", "flows/poll", "adapters/wechat"} {
		if len(imports[pkg]) == 0 {
			t.Fatalf("nothing is known of %s", pkg)
		}
	}
	for pkg, list := range imports {
		for _, path := range list {
			if to, ours := strings.CutPrefix(path, "yishi/"); ours {
				if !allowed(pkg, to) {
					t.Errorf("%s imports %s", pkg, to)
				}
				continue
			}
			for library, home := range libraries {
				if within(path, library) && !slices.ContainsFunc(strings.Fields(home), func(h string) bool { return within(pkg, h) }) {
					t.Errorf("%s imports %s, which belongs into %s", pkg, path, home)
				}
			}
		}
	}
}

// within reports whether a path is that of a parent or below it.
func within(path, parent string) bool { return path == parent || strings.HasPrefix(path, parent+"/") }

func allowed(from, to string) bool {
	rule, ok := arrows[from]
	for at := from; !ok && at != "."; rule, ok = arrows[at] {
		at = filepath.Dir(at)
	}
	return slices.ContainsFunc(strings.Fields(rule), func(may string) bool {
		all, below := strings.CutSuffix(may, "/...")
		return may == to || below && within(to, all)
	})
}

// importsByPackage reads the imports of all packages but their tests.
func importsByPackage(t *testing.T) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != ".." && (d.Name() == "testdata" || d.Name()[0] == '.'):
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg, _ := filepath.Rel("..", filepath.Dir(path))
		pkg = filepath.ToSlash(pkg)
		for _, i := range file.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			imports[pkg] = append(imports[pkg], name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}
