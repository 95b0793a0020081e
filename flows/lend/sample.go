package lend

import (
	"fmt"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// Fill puts up what neighbours of the sample street lend and give. Nobody is told.
func Fill(tx store.Tx) error {
	for _, t := range []struct {
		by   sample.Hero
		what string
		days int
	}{
		{sample.LiuChunfeng, "梯子", 3}, {sample.LiDashan, "电钻", 3}, {sample.ZhaoQiuju, "儿童自行车", 0}, {sample.SunHexiang, "轮椅", 14},
	} {
		who, _ := directory.GetPerson(tx, t.by.ID)
		if _, err := Offer(tx, who, Thing{What: t.what, Days: t.days}); err != nil {
			return fmt.Errorf("lend: the sample: %w", err)
		}
	}
	return nil
}
