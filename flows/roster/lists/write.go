package lists

import (
	"context"
	"fmt"
	"slices"
	"time"

	"yishi/bot"
	"yishi/bot/audit"
	"yishi/bot/directory"
	"yishi/bot/directory/address"
	"yishi/bot/directory/joining"
	"yishi/bot/directory/setting"
	"yishi/bot/house"
	"yishi/store"
)

// fewRows are written in one transaction: many, as the disk takes its time for each; not
// so many that whoever writes to us meanwhile would notice (a row takes some 25 µs).
const fewRows = 2000

// CodeLength is that of the codes by which roles are fetched.
const CodeLength = 8

// Code is a one-time code by which somebody of the list of roles fetches theirs.
type Code struct {
	Name  string    `json:"name"`
	Role  string    `json:"role"`
	Code  string    `json:"code"`
	Until time.Time `json:"until"`
}

// Intake takes lists of places, people and roles, of numbers and settings; kinds are what
// can be set.
func Intake(kinds func() []setting.Kind) house.Intake {
	return house.Intake{Name: "street", Blank: Template, Read: func(ctx context.Context, s store.Store, b house.Brought) (house.Outcome, error) {
		return take(ctx, s, b, kinds())
	}}
}

func take(ctx context.Context, s store.Store, b house.Brought, kinds []setting.Kind) (house.Outcome, error) {
	var plan *Plan
	err := s.View(ctx, func(tx store.Reader) error {
		plan = PlanOf(tx, b.Files, kinds...)
		return nil
	})
	clear(b.Files) // they may be large, and are read
	if err != nil {
		return house.Outcome{}, err
	}
	came := house.Outcome{Lines: append(plan.Lines(), ""), Stops: len(plan.Problems), Kept: "已导入。"}
	if b.Trial || came.Stops > 0 {
		return came, nil
	}
	codes, err := Write(ctx, s, b.By, plan, b.Told)
	if len(codes) > 0 {
		came.Lines = append(came.Lines, "工作码，一人一个，只能用一次，请当面交给本人（在对话里发「工作码」，再发这个码）：")
		for _, c := range codes {
			came.Lines = append(came.Lines, fmt.Sprintf("  %s　%s　%s　%s前有效", c.Name, c.Role, c.Code, c.Until.In(bot.Zone).Format("2006-01-02 15:04")))
		}
		came.Lines = append(came.Lines, "")
	}
	return came, err
}

// Write makes a plan so, in many small transactions: places first, then people, then
// roles. It tells of how much is done of how much. Broken off, it may be begun again.
func Write(ctx context.Context, s store.Store, by string, p *Plan, progress func(done, of int)) ([]Code, error) {
	if len(p.Problems) > 0 {
		return nil, bot.Refuse("名单里有%d处要先改好，没有导入。", len(p.Problems))
	}
	done, all := 0, len(p.places)+len(p.people)+len(p.duties)
	step := func(n int) {
		done += n
		progress(done, all)
	}
	for some := range slices.Chunk(p.places, fewRows) {
		if err := s.Update(ctx, func(tx store.Tx) error { return PutPlaces(tx, some) }); err != nil {
			return nil, err
		}
		step(len(some))
	}
	for some := range slices.Chunk(p.people, fewRows) {
		err := s.Update(ctx, func(tx store.Tx) error {
			for _, w := range some {
				w.put(tx)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		step(len(some))
	}
	return p.giveRoles(ctx, s, by, step)
}

// PutPlaces writes places; one whose id somebody else took meanwhile is refused.
func PutPlaces(tx store.Tx, some []directory.Place) error {
	for _, place := range some {
		had, there := directory.GetPlace(tx, place.ID)
		if there && address.SameName(had.Kind, had.Name) != address.SameName(place.Kind, place.Name) {
			return bot.Refuse("「%s」的编号刚刚被「%s」用了：请再导入一次。", place.Name, had.Name)
		}
		if there {
			place.Code = had.Code
		}
		directory.PutPlace(tx, place)
	}
	return nil
}

func (p *Plan) giveRoles(ctx context.Context, s store.Store, by string, step func(int)) (codes []Code, err error) {
	words := map[string]string{}
	for _, d := range p.duties {
		if words[d.whose] == "" {
			words[d.whose] = directory.NewCode(CodeLength)
		}
	}
	err = s.Update(ctx, func(tx store.Tx) error {
		var fetched []duty
		for _, d := range p.duties {
			who, had, known := d.holder(tx)
			switch {
			case had && slices.Contains(who.AllRoles(), d.role):
			case known:
				if _, err := directory.GiveRole(tx, who, d.role); err != nil {
					return err
				}
				audit.Log(tx, by, "give role", d.role.Place, who.ID+" "+d.role.Role)
			default:
				fetched = append(fetched, d)
			}
		}
		codes = putCodes(tx, by, fetched, words)
		p.putDials(tx, by)
		p.putSettings(tx, by)
		if len(p.places)+len(p.people) > 0 {
			audit.Log(tx, by, "import street", "", "")
		}
		return nil
	})
	step(len(p.duties))
	return codes, err
}

// putCodes makes a code for each who has to fetch what they do, with all of it.
func putCodes(tx store.Tx, by string, duties []duty, words map[string]string) (codes []Code) {
	until := tx.Now().Add(joining.StaffCodeLife)
	for i, d := range duties {
		if slices.ContainsFunc(duties[:i], func(o duty) bool { return o.whose == d.whose }) {
			continue
		}
		var roles []directory.Role
		for _, o := range duties[i:] {
			if o.whose == d.whose {
				roles = append(roles, o.role)
				audit.Log(tx, by, "add staff", o.role.Place, o.role.Role)
			}
		}
		joining.PutStaffCode(tx, words[d.whose], roles[0], d.name, until, roles[1:]...)
		codes = append(codes, Code{d.name, directory.RolesWords(tx, roles), words[d.whose], until})
	}
	return codes
}
