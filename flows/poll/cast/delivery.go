package cast

import (
	"slices"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/flows/owners"
	"yishi/flows/poll"
	"yishi/flows/poll/tell"
	"yishi/flows/poll/voice"
	"yishi/flows/tally"
	"yishi/store"
)

// Deliver records that the ballot for a part was handed over.
func Deliver(tx store.Tx, id, unit, photo string, by directory.Person) (poll.Poll, error) {
	p, part, err := delivered(tx, id, unit, by)
	if err != nil {
		return p, err
	}
	if photo == "" {
		return p, bot.Refuse("送达要有凭据，请拍一张签收的照片。")
	}
	voice.Deliveries.Put(tx, voice.Delivery{Poll: id, No: part.No, Unit: unit, By: by.ID, Photo: photo})
	audit.Log(tx, by.ID, "deliver ballot", p.For.Place, p.ID+" "+unit)
	text := "工作人员登记了：" + unit + "的选票已经送到您手上。没有收到，请马上告诉社区。"
	if p.Silence {
		text += "\n按小区的议事规则，收到了没有投，也算参加、跟多数走。"
	}
	tell.Owner(tx, p, part, "登记了送达", text)
	return p, nil
}

// Undeliver takes back that a ballot was handed over.
func Undeliver(tx store.Tx, id, unit string, by directory.Person) (poll.Poll, error) {
	p, part, err := delivered(tx, id, unit, by)
	if err != nil {
		return p, err
	}
	if voice.Silence(tx, p, part) != tally.Silent {
		return p, bot.Refuse("%s没有登记过送达，不用撤回。", unit)
	}
	voice.Deliveries.Delete(tx, store.Key(id, part.No))
	audit.Log(tx, by.ID, "take back delivery", p.For.Place, p.ID+" "+unit)
	tell.Owner(tx, p, part, "撤回了送达", "工作人员撤回了"+unit+"「选票已经送到」的登记。")
	return p, nil
}

// delivered is the part of a poll that somebody may note a delivery for.
func delivered(tx store.Reader, id, unit string, by directory.Person) (poll.Poll, owners.Part, error) {
	p, err := ForDelivery(tx, id, by)
	if err != nil {
		return p, owners.Part{}, err
	}
	part, there := voice.Part(tx, p, unit)
	switch {
	case !there:
		return p, part, bot.Refuse("名册里没有「%s」。", unit)
	case !directory.May(by, directory.CarryBallot, voice.BuildingOf(p, part)):
		return p, part, bot.Refusal(notYours(unit))
	}
	return p, part, nil
}

// ForDelivery finds an owners' vote whose ballots somebody may carry to some doors:
// a building leader to those of their own building.
func ForDelivery(tx store.Reader, id string, by directory.Person) (poll.Poll, error) {
	p, ok := poll.Get(tx, id)
	carries := slices.ContainsFunc(directory.PlacesOf(by, directory.CarryBallot), func(place string) bool {
		return directory.Within(place, p.For.Place) || directory.Within(p.For.Place, place)
	})
	switch {
	case !ok || !p.ByPart() || !carries || p.State == poll.Draft:
		return p, bot.Refuse("没有找到您能登记送达的业主投票。")
	case p.State != poll.Announced && !p.Takes(tx.Now()):
		return p, bot.Refuse("%s已经截止了，不能再登记。", p.Name())
	case !p.Frozen:
		return p, bot.Refuse("%s正在准备名册，准备好了再登记。", p.Name())
	}
	return p, nil
}
