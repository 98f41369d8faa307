import { simplified } from '../../fold.ts'

/** The family names of nearly all Chinese, in Simplified. */
const surnames = new Set(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢骆岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴肖付闫蒲缪寇佘麻储厉阚芮阙浦裘亓赫嵇湛昝逄仉扈雍戈檀亢楼皮荣惠冶华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺邝危禹幸洛锁闻尚农晁盘哈帅茹逯邰宣尧仝羿'.split(
    '',
  ),
)

/** Family names of two characters, whose bearers have three or four. */
export const compoundSurname =
  /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|端木|夏侯|闻人|东郭|南宫|百里|呼延|轩辕|独孤)/

/** @returns whether a text in Simplified can be a Chinese person's name: a family name with one or two characters */
export function isChineseName(text: string): boolean {
  return (
    (/^\p{Script=Han}{2,3}$/u.test(text) && surnames.has(text.charAt(0))) ||
    (/^\p{Script=Han}{3,4}$/u.test(text) && compoundSurname.test(text)) ||
    // 欧阳 and 张 before a husband's name aside, names of four have two family names: 张王晓明.
    (/^\p{Script=Han}{4}$/u.test(text) && surnames.has(text.charAt(0)) && surnames.has(text.charAt(1)))
  )
}

/** What no Chinese given name ends in, and a label: 高新区, 房地产, 文艺圈, 来源于 */
const noGivenName =
  /[省市区县镇乡村网报社版部台院校局所站讯闻事谈论评家圈界游城室馆场厅厂店号刊科系处课堂吧汇坊产技语]$|^来[源自]/u

/** Family names that begin few words but names, and those words: 何其, but not 何时; 高清 and 文化 begin with others. */
const clearSurname =
  /^[王李张刘陈杨赵吴徐孙朱胡郭何罗梁郑谢韩冯董萧曹袁邓许沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴汪姜谭廖邹熊郝邱侯邵孟汤尹黎贺赖龚庞樊施陶洪翟倪严牛林肖闫]/u
const commonWord =
  /^(?:王[国牌者朝室]|李子|张[力家]|刘海|陈[述列设旧]|杨[树梅]|吴江|徐州|孙子|胡[同说]|何[时处为以必况]|罗[马湖列]|梁山|郑[州重]|谢[谢绝意]|韩[国剧流语]|董事|许[可多昌]|沈阳|曾经|苏[州宁]|丁香|叶[子片]|余[额姚下]|熊[猫市]|孟[买加]|贺[岁词]|陶[瓷艺]|洪[水灾涝]|严[重格打选]|牛[市股奶人]|林[业地权农下]|肖[像似])$/u

/** @returns whether a text is a Chinese name of three characters, or one of two that is hardly a word */
export function isFullName(text: string): boolean {
  const plain = simplified(text)
  if (!isChineseName(plain) || noGivenName.test(plain)) return false
  return text.length === 3 || (text.length === 2 && clearSurname.test(plain) && !commonWord.test(plain))
}
