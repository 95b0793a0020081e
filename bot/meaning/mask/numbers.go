package mask

import (
	"regexp"
	"strings"
)

// numbers name somebody by themselves: mail addresses, ids of chat programs, number
// plates, telephones, identity and bank cards. The last group of each is what is hidden.
var numbers = []*regexp.Regexp{
	regexp.MustCompile(`([\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+)`),
	regexp.MustCompile(`(?i)(wxid_[\w\-]+)`),
	regexp.MustCompile(`(?i)(?:微信号?|微信id|weixin|wechat|wx|vx|薇信)(?:号)?[:：是为叫\s]*([a-z][\w\-]{5,19})`),
	regexp.MustCompile(`(?i)(?:qq|扣扣)号?[:：是为\s]*(\d{5,})`),
	regexp.MustCompile(`([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][·• ]?[A-Za-z0-9]{5,6})`),
	regexp.MustCompile(`([+＋]?[\d０-９](?:[\s()（）\-－—.]?[\d０-９]){6,}[xXＸｘ]?)`),
	regexp.MustCompile(`([零〇幺一二三四五六七八九](?:[\s]?[零〇幺一二三四五六七八九]){6,})`),
}

const digit = `[\d０-９]`

// doors are what tells one door of a house: the house itself may be known.
var doors = []*regexp.Regexp{
	regexp.MustCompile(`(?:栋|幢|单元|号楼|座|号院|家住|住在|住|` + digit + `[\-－—]` + digit + `{1,2}[\-－—])\s?(` + digit + `{3,4})`),
	regexp.MustCompile(`(` + digit + `{3,4})(?:室|号房|号门|房间)`),
	regexp.MustCompile(`(?:栋|幢|单元|号楼|座)([零〇一二三四五六七八九十百]{3,5})`),
	regexp.MustCompile(`([零〇一二三四五六七八九十百]{3,5})(?:室|号房)`),
}

// measures behind a number say that it is no door: 在那住2019年.
const measures = "年月日天元块米度点人户万"

// door reports whether what was found can be one.
func door(rest string) bool { return rest == "" || !strings.ContainsRune(measures, []rune(rest)[0]) }
