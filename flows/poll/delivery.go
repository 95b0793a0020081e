package poll

import (
	"encoding/json"
	"slices"

	"yishi/bot"
	"yishi/bot/directory"
	"yishi/bot/outbox"
	"yishi/flows/owners"
	"yishi/flows/poll/tally"
	"yishi/store"
)

// delivery is a part whose owner was proved to have got the ballot: silence of
// others is not that of somebody who was asked.
type delivery struct {
	Poll  string `json:"poll"`
	No    int    `json:"no"` // of the part
	Unit  string `json:"unit"`
	By    string `json:"by"`
	Photo string `json:"photo"` // of the signature, or of the paper at the door
}

const deliveryTable = "delivery"

var deliveries = store.NewTable(deliveryTable, func(d *delivery) string { return store.Key(d.Poll, d.No) })

// Deliver records that the ballot for a part was handed over.
func Deliver(tx store.Tx, id, unit, photo string, by directory.Person) (Poll, error) {
	p, err := ForDelivery(tx, id, by)
	if err != nil {
		return p, err
	}
	part, there := p.part(tx, unit)
	switch {
	case !there:
		return p, bot.Refuse("名册里没有「%s」。", unit)
	case !directory.May(by, directory.CarryBallot, p.buildingOf(part)):
		return p, bot.Refusal(notYours(unit))
	case photo == "":
		return p, bot.Refuse("送达要有凭据，请拍一张签收的照片。")
	}
	deliveries.Put(tx, delivery{Poll: id, No: part.No, Unit: unit, By: by.ID, Photo: photo})
	directory.Log(tx, by.ID, "deliver ballot", p.For.Place, p.ID+" "+unit)
	text := "工作人员登记了：" + unit + "的选票已经送到您手上。没有收到，请马上告诉社区。"
	if p.Silence {
		text += "\n按小区的议事规则，收到了没有投，也算参加、跟多数走。"
	}
	p.tellOwner(tx, part, "登记了送达", text)
	return p, nil
}

// Undeliver takes back that a ballot was handed over.
func Undeliver(tx store.Tx, id, unit string, by directory.Person) (Poll, error) {
	p, err := ForDelivery(tx, id, by)
	if err != nil {
		return p, err
	}
	part, there := p.part(tx, unit)
	switch {
	case !there:
		return p, bot.Refuse("名册里没有「%s」。", unit)
	case !directory.May(by, directory.CarryBallot, p.buildingOf(part)):
		return p, bot.Refusal(notYours(unit))
	case p.silence(tx, part) != tally.Silent:
		return p, bot.Refuse("%s没有登记过送达，不用撤回。", unit)
	}
	deliveries.Delete(tx, store.Key(id, part.No))
	directory.Log(tx, by.ID, "take back delivery", p.For.Place, p.ID+" "+unit)
	p.tellOwner(tx, part, "撤回了送达", "工作人员撤回了"+unit+"「选票已经送到」的登记。")
	return p, nil
}

// ForDelivery finds an owners' vote whose ballots somebody may carry to some doors:
// a building leader to those of their own building.
func ForDelivery(tx store.Tx, id string, by directory.Person) (Poll, error) {
	p, ok := Get(tx, id)
	carries := slices.ContainsFunc(directory.PlacesOf(by, directory.CarryBallot), func(place string) bool {
		return directory.Within(place, p.For.Place) || directory.Within(p.For.Place, place)
	})
	switch {
	case !ok || !p.ByPart() || !carries || p.State == Draft:
		return p, bot.Refuse("没有找到您能登记送达的业主投票。")
	case p.State != Announced && !p.Takes(tx.Now()):
		return p, bot.Refuse("%s已经截止了，不能再登记。", p.Name())
	case !p.Frozen:
		return p, bot.Refuse("%s正在准备名册，准备好了再登记。", p.Name())
	}
	return p, nil
}

// silence is what kind of silence that of a part is, as far as it is proved.
func (p *Poll) silence(tx store.Tx, part owners.Part) tally.Choice {
	if _, ok := deliveries.Get(tx, store.Key(p.ID, part.No)); ok {
		return tally.Silent
	}
	return tally.NotDelivered
}

// delivered are the numbers of the parts whose ballots were delivered, some of them
// twice: with a proof, or by a message that arrived. Where silence is counted a
// message is no proof.
func (p *Poll) delivered(tx store.Tx) (parts []int) {
	from, to := store.Under(store.Key(p.ID))
	for key := range tx.Scan(deliveryTable, from, to) {
		if no, ok := store.Number(key); ok {
			parts = append(parts, int(no))
		}
	}
	if p.Silence {
		return parts
	}
	return append(parts, p.reached(tx)...)
}

// reachedTable keeps which parts' owners messages had reached when a vote was
// counted: what came of messages is forgotten one day, the count is not.
var reachedTable = store.Claim("reached", "whom ballots have reached")

// reached are the parts whose owners the invitation has reached.
func (p *Poll) reached(tx store.Tx) (parts []int) {
	if kept := tx.Get(reachedTable, store.Key(p.ID)); kept != nil {
		if err := json.Unmarshal(kept, &parts); err != nil {
			panic(store.Damaged(reachedTable, p.ID, err))
		}
		return parts
	}
	r := p.register(tx)
	for m := range outbox.Arrived(tx, p.of("open")) {
		who, ok := directory.GetPerson(tx, directory.Resolve(tx, m.Person))
		if !ok {
			continue
		}
		for _, part := range owners.Voter(tx, r, who) {
			parts = append(parts, part.No)
		}
	}
	return parts
}

func (p *Poll) keepReached(tx store.Tx, parts []int) {
	doc, _ := json.Marshal(append([]int{}, parts...)) // numbers always can be
	tx.Put(reachedTable, store.Key(p.ID), doc)
}
