package app

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yishi/adapters/web"
	"yishi/app/config"
	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/bot/house"
	"yishi/store"
	"yishi/store/bolt"
	"yishi/store/storetest"
)

// Whoever has everything deleted is not found any more: neither their name, number, chat
// or words, nor a photo of theirs, in whatever is kept, looked for byte by byte in the
// file of the store and in the folder of photos. What was counted stays counted.
func TestErasedIsGoneByteByByte(t *testing.T) {
	dir := storetest.Memory(t)
	now := inTheOffice
	clock := func() time.Time { return now }
	path, folder := filepath.Join(dir, "yishi.db"), filepath.Join(dir, "media")
	db, err := bolt.Open(path, bolt.Options{Create: true, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	o := &office{T: t, db: db}
	o.update(func(tx store.Tx) error { _, err := FillSample(tx); return err })
	files := store.Folder(folder)
	a := web.New(web.Config{PublicURL: "http://here", Secret: []byte(strings.Repeat("s", 32)), Store: db, Files: files, Now: clock})
	o.h = house.New(house.Config{Store: db, Files: files, Adapters: []bot.Adapter{a}, Kits: Kits(config.Config{PublicURL: "http://here"})})
	const chat, name, phone, photo = "chat-of-hers-77", "欧阳菡萏", "13977770077", "bytes of a photo of hers"
	for _, h := range []sample.Hero{sample.XiaoZhou, sample.WangGuihua} {
		o.update(func(tx store.Tx) error {
			return directory.LinkAccount(tx, directory.Account{Channel: "web", Chat: h.ID}, h.ID)
		})
	}
	settle := func() {
		t.Helper()
		if err := o.h.Settle(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	say := func(words ...string) (heard string) {
		for _, w := range words {
			heard = o.says(chat, bot.Text, w)
		}
		settle()
		return heard
	}
	say("登记住处", "1", "桂花苑3栋", "2单元501", "租户", name, phone, "登记")
	say("人工")
	o.says(sample.XiaoZhou.ID, bot.Text, "核实")
	settle()
	saved, err := files.Save(strings.NewReader(photo), "jpg")
	if err != nil {
		t.Fatal(err)
	}
	o.photo(chat, saved)
	say("报修", "楼道里的灯不亮了", "3栋2单元门口", "提交")
	say("改资料", "出生年份", "1960")
	issues := func() (n int) {
		o.update(func(tx store.Tx) error {
			for range tx.Scan("issue", "", "") {
				n++
			}
			return nil
		})
		return n
	}
	before := issues()
	clues := []string{chat, name, phone, photo}
	if found := foundIn(t, path, folder, clues[:3]...); len(found) != 3 {
		t.Fatalf("of her there was only %q in the first place", found)
	}
	if heard := say("删除我的资料", "1"); !strings.Contains(heard, "都删掉了") {
		t.Fatalf("heard %q", heard)
	}
	now = now.Add(3 * time.Minute)
	settle()
	now = now.Add(time.Hour)
	settle()
	if _, err := store.CompactWanted(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	if found := foundIn(t, path, folder, clues...); len(found) > 0 {
		t.Errorf("still there: %q in %q", found, tablesWith(o, found))
	}
	if after := issues(); after != before {
		t.Errorf("%d issues of %d are left", after, before)
	}
	if err := db.View(context.Background(), func(tx store.Reader) error { return audit.Verify(tx) }); err != nil {
		t.Error(err)
	}
}

// photo has somebody send one that the page has kept already.
func (o *office) photo(who, file string) {
	o.Helper()
	o.n++
	in := bot.In{ID: store.Key(o.n), At: inTheOffice, Address: bot.Address{Channel: "web", Chat: who}, From: who, Kind: bot.Photo, File: file, Claim: true}
	if _, err := o.h.Inbox.Handle(context.Background(), in); err != nil {
		o.Fatal(err)
	}
	o.says(who, bot.Text, "取消")
	if err := o.h.Settle(context.Background()); err != nil {
		o.Fatal(err)
	}
}

// foundIn are the clues that stand in a file, or in or as one of a folder.
func foundIn(t *testing.T, path, folder string, clues ...string) (found []string) {
	t.Helper()
	all, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	for _, clue := range clues {
		if bytes.Contains(all, []byte(clue)) {
			found = append(found, clue)
		}
	}
	return found
}

func tablesWith(o *office, clues []string) (tables []string) {
	o.update(func(tx store.Tx) error {
		for _, table := range store.Tables() {
			for key, value := range tx.Scan(table, "", "") {
				for _, clue := range clues {
					if strings.Contains(key+string(value), clue) {
						tables = append(tables, table+" "+key+" "+string(value))
					}
				}
			}
		}
		return nil
	})
	return tables
}
