// Package ownerstest has the estate in which the transcripts of owners begin.
package ownerstest

import (
	"strings"

	"yishi/bot/directory"
	"yishi/bot/directory/sample"
	"yishi/flows/owners"
	"yishi/store"
)

// Fill has 王桂花 and 刘春风 own a home together, 刘春风 and 陶锦鲤, who never writes,
// another, and 李大山, whose papers nobody has seen, a third with somebody.
func Fill(tx store.Tx) error {
	liu, _ := directory.GetPerson(tx, sample.LiuChunfeng.ID)
	liu.Ties = append(liu.Ties, directory.Tie{Home: sample.WangGuihua.Home, As: directory.CoOwner, Trust: directory.Verified})
	directory.PutPerson(tx, liu)
	plan, err := owners.Read(tx, sample.GuihuaYuan, "r.csv", []byte(strings.Join([]string{
		"楼栋,房号,业主,手机号,面积,类型",
		"3栋,1-301,王桂花、刘春风,19900000001、19900000006,89.51,住宅",
		"3栋,1-102,刘春风、陶锦鲤,19900000006、19900001266,89.51,住宅",
		"5栋,2-402,李大山、韩荷叶,19900000002、,76.3,住宅",
	}, "\n")), false)
	if err != nil {
		return err
	}
	_, err = owners.Import(tx, sample.XiaoZhou.ID, plan)
	return err
}
