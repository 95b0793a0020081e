package offline

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"yishi/bot/house"
	"yishi/flows/poll"
	"yishi/flows/poll/proof"
)

// verifyCommand checks a file of ballots that was published with a result. It
// needs nothing else: no configuration, no store, no network.
type verifyCommand struct {
	File    string `arg:"" type:"existingfile" help:"The published list of ballots."`
	Receipt string `help:"Find the ballot of this receipt in the list."`
	Root    string `help:"The root as it was published: in the result, on the notice board."`
	Head    string `help:"A fingerprint that was told while the poll was open: in the group, on its page."`
	Key     string `help:"The public key of the operator, as it hangs on the notice board."`
	JSON    bool   `name:"json" help:"For other programs."`
}

func (c verifyCommand) Run(out io.Writer) error {
	if c.Key != "" && !proof.IsPublic(c.Key) {
		return house.Misused(errors.New("--key has no public key: it hangs on the notice board, and looks like name+1a2b3c4d+letters"))
	}
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := proof.Check(f, proof.Published{Root: c.Root, Key: c.Key, Head: c.Head})
	if err != nil {
		return fmt.Errorf("%s cannot be checked: %w", c.File, err)
	}
	v := c.verified(r)
	if err := c.print(out, v, r); err != nil {
		return err
	}
	switch {
	case !v.Whole:
		return fmt.Errorf("%s is not as it was published: get it again where it is published, and if that does not help, tell everybody", c.File)
	case c.Receipt != "" && v.Ballot == nil:
		return errors.New("no ballot has this receipt: look whether the receipt is of this poll and typed right, else object to the result")
	}
	return nil
}

// verified is what came of a check.
type verified struct {
	Whole    bool             `json:"whole"`
	Findings []proof.Finding  `json:"findings,omitempty"`
	Poll     string           `json:"poll"`
	Ballots  int              `json:"ballots"`
	Root     string           `json:"root"`
	Signed   bool             `json:"signed"`
	Result   proof.Result     `json:"result"`
	Ballot   *proof.Inclusion `json:"ballot,omitempty"`
}

func (c verifyCommand) verified(r proof.Report) verified {
	v := verified{
		Whole: len(r.Findings) == 0, Findings: r.Findings, Poll: r.List.Header.Poll, Ballots: len(r.List.Ballots),
		Root: r.List.Root(), Signed: r.Signed, Result: r.Result,
	}
	if c.Receipt == "" {
		return v
	}
	if p, err := r.List.Prove(poll.PlainReceipt(c.Receipt)); err == nil && p.Under(v.Root) {
		v.Ballot = &p
	}
	return v
}

func (c verifyCommand) print(out io.Writer, v verified, r proof.Report) error {
	if c.JSON {
		to := json.NewEncoder(out)
		to.SetIndent("", "  ")
		return to.Encode(v)
	}
	_, err := fmt.Fprintln(out, strings.Join(c.report(v, r), "\n"))
	return err
}

// report is read by residents, so it is in Chinese.
func (c verifyCommand) report(v verified, r proof.Report) []string {
	h := r.List.Header
	lines := []string{fmt.Sprintf("第%d号投票「%s」，共 %d 张票", h.No, h.Question, v.Ballots)}
	lines = append(lines, r.Result.Lines...)
	lines = append(lines, "", "名单指纹："+v.Root)
	switch {
	case !v.Whole:
		lines = append(lines, "这份名单不对：")
		for _, f := range v.Findings {
			lines = append(lines, "  "+f.String())
		}
	case c.Root == "":
		lines = append(lines, "名单本身完整，重新计票结果一致。", "请再看一眼：这个名单指纹和公布的是不是一样。")
	default:
		lines = append(lines, "名单完整，名单指纹和公布的一样，重新计票结果一致。")
	}
	if n := len(h.Heads); n > 0 && v.Whole {
		lines = append(lines, fmt.Sprintf("截止前每小时记一次票数，一共%d次，和名单对得上。", n))
	}
	switch {
	case v.Signed:
		lines = append(lines, "主办方的签名是真的。")
	case v.Whole && r.Key != "":
		lines = append(lines, "名单有签名，签名的公钥："+r.Key+"。请和公告栏上的比一比。")
	}
	if d := r.List.Drawn; v.Whole && d != nil {
		lines = append(lines, "抽签用的是"+h.Day()+"福彩3D的开奖号码："+d.Number+"。请和报纸上的比一比。")
	}
	return append(lines, c.receiptWords(v, h)...)
}

func (c verifyCommand) receiptWords(v verified, h proof.Header) []string {
	switch {
	case c.Receipt == "":
		return nil
	case v.Ballot == nil:
		return []string{"", "名单里没有回执码 " + c.Receipt}
	}
	b := v.Ballot.Ballot
	return []string{"", fmt.Sprintf("回执码 %s 在第 %d 行，投的是：%s", poll.Receipt(b.Receipt), v.Ballot.At+1, h.Says(b))}
}
