package bench

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/store"
)

// town is a town of people who have talked with us before, on WeChat. Each
// lives in a home of their own, a few homes to a building, so that as many
// neighbours complain at once as on a very bad day and no more. Its staff have
// no account: what they are told is written into the outbox and stays there.
type town struct{ people []resident }

type resident struct{ id, chat string }

// The channels of a world.
const (
	onWeChatMain   = "wechat/main"
	onTelegramMain = "telegram/main"
)

const (
	homesPerBuilding    = 4
	buildingsPerEstate  = 25
	townCommunity       = "1/1"
	townProperty        = "老陈"
	townStaff           = "小周"
	recordsPerFillBatch = 2000
)

// newTown fills a store with people, each with the account that address gives,
// in several commits.
func newTown(s store.Store, size int, address func(n int) bot.Address) (*town, error) {
	t := &town{people: make([]resident, size)}
	for from := 0; from < size; from += recordsPerFillBatch {
		err := s.Update(context.Background(), func(tx store.Tx) error {
			if from == 0 {
				t.office(tx)
			}
			for n := from; n < min(size, from+recordsPerFillBatch); n++ {
				t.people[n] = moveIn(tx, n, address(n))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (t *town) office(tx store.Tx) {
	directory.PutPlace(tx, directory.Place{ID: "1", Kind: directory.Street, Name: "梧桐街道"})
	directory.PutPlace(tx, directory.Place{ID: townCommunity, Kind: directory.Community, Name: "桂花社区"})
	for name, role := range map[string]string{townProperty: directory.Property, townStaff: directory.Staff} {
		directory.PutPerson(tx, directory.Person{
			ID: "staff-" + role, Name: name, Since: tx.Now(), Roles: []directory.Role{{Role: role, Place: townCommunity}},
		})
	}
}

// moveIn gives the nth person a home and an account.
func moveIn(tx store.Tx, n int, chat bot.Address) resident {
	building := n / homesPerBuilding
	estate := fmt.Sprintf("%s/%d", townCommunity, building/buildingsPerEstate+1)
	at := fmt.Sprintf("%s/%d", estate, building%buildingsPerEstate+1)
	if n%(homesPerBuilding*buildingsPerEstate) == 0 {
		directory.PutPlace(tx, directory.Place{ID: estate, Kind: directory.Estate, Name: fmt.Sprintf("第%d苑", building/buildingsPerEstate+1)})
	}
	if n%homesPerBuilding == 0 {
		directory.PutPlace(tx, directory.Place{ID: at, Kind: directory.Building, Name: at[strings.LastIndexByte(at, '/')+1:] + "栋"})
		directory.PutPlace(tx, directory.Place{ID: at + "/1", Kind: directory.Unit, Name: "1单元"})
	}
	room := fmt.Sprintf("%d01", n%homesPerBuilding+1)
	home := at + "/1/" + room
	directory.PutPlace(tx, directory.Place{ID: home, Kind: directory.Home, Name: room})
	r := resident{id: fmt.Sprintf("t%06d", n), chat: chat.Chat}
	directory.PutPerson(tx, directory.Person{
		ID: r.id, Name: fmt.Sprintf("居民%d", n), Since: tx.Now(), Trust: directory.Vouched,
		Ties: []directory.Tie{{Home: home, As: directory.Owner}}, Consent: directory.ConsentVersion, Agreed: tx.Now(),
	})
	directory.PutAccount(tx, directory.Account{
		Channel: chat.Channel, Chat: chat.Chat, Person: r.id, Since: tx.Now(), LastIn: tx.Now().Add(-24 * time.Hour),
	})
	return r
}

// byOpenID is the nth person's account on WeChat, in no order, as the platform's
// are.
func byOpenID(n int) bot.Address {
	sum := sha256.Sum256(fmt.Append(nil, n))
	return bot.Address{Channel: onWeChatMain, Chat: "o" + base64.RawURLEncoding.EncodeToString(sum[:])[:27]}
}
