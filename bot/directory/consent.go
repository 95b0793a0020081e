package directory

import (
	"time"

	"yishi/bot/audit"
	"yishi/store"
)

// ConsentVersion is the version of ConsentText. Raise it when the purpose
// changes: everybody is asked again.
const ConsentVersion = 1

// ConsentText is what a person is asked to agree to.
const ConsentText = `先说清楚我们怎样保管您的信息：
一、记什么：您的称呼、手机号、住处，您在这里说的话、发的照片和投的票。
二、做什么用：办理诉求、组织投票、通知活动，不作别的用途，也不给无关的人看。
三、记多久：到您搬走或要求删除为止。删除以后，办事记录和票数还在，但不再连着您的名字。
四、不同意也可以反映问题。同意以后随时可以撤回，发「撤回同意」就行；想看或删除，发「我的资料」。
我们绝不会向您要验证码、密码，也不会让您转账。您自己登记时用的「核实码」，只在这里回复，谁来要都别给。`

// NeedsConsent reports whether a person has not agreed to the text of today.
func NeedsConsent(p Person) bool { return p.Consent < ConsentVersion }

// Agree notes that a person agreed to a version of the text.
func Agree(tx store.Tx, p Person, version int) Person {
	p.Consent, p.Agreed = version, tx.Now()
	PutPerson(tx, p)
	audit.Log(tx, p.ID, "agree", "", store.Short(uint64(version)))
	return p
}

// Withdraw takes a person's consent back.
func Withdraw(tx store.Tx, p Person) Person {
	p.Consent, p.Agreed = 0, time.Time{}
	PutPerson(tx, p)
	audit.Log(tx, p.ID, "withdraw", "", "")
	return p
}
