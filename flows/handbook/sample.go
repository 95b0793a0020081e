package handbook

import (
	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/store"
)

// Fill writes what the sample street's community has written down.
func Fill(tx store.Tx) error {
	by, _ := directory.GetPerson(tx, sample.XiaoZhou.ID)
	for _, e := range []Entry{
		{Ask: "老年证怎么办", Text: "满60岁就能办。带身份证和一张照片，到社区服务站，当天拿到。"},
		{Ask: "高龄津贴怎么领", Text: "满80岁，带身份证、户口本和银行卡，到社区服务站登记，下个月起按月发。"},
		{Ask: "居住证明找谁开", Text: "到社区服务站开，带身份证和房产证或者租房合同。"},
	} {
		e.Place = sample.GuihuaCommunity
		if _, err := Keep(tx, by, e); err != nil {
			return err
		}
	}
	return nil
}
