/**
 * Places that stand between a reporter's name and the verb (郑崇生华盛顿报道): what ends the name. Countries, the
 * capitals and large cities that correspondents write from, provinces, and words that open a place's name.
 */
const names =
  '全球 海外 国际 当地 现场 美国 加拿大 英国 法国 德国 意大利 义大利 西班牙 葡萄牙 荷兰 比利时 瑞士 瑞典 挪威 丹麦 芬兰 冰岛 奥地利 波兰 捷克 匈牙利 希腊 土耳其 俄罗斯 乌克兰 以色列 印度 印尼 印度尼西亚 日本 韩国 朝鲜 北韩 越南 泰国 马来西亚 新加坡 菲律宾 澳大利亚 澳洲 新西兰 纽西兰 巴西 阿根廷 智利 秘鲁 墨西哥 南非 埃及 欧洲 亚洲 非洲 南美 北美 东南亚 爱尔兰 苏格兰 罗马尼亚 保加利亚 塞尔维亚 斯洛伐克 斯洛文尼亚 克罗地亚 立陶宛 拉脱维亚 爱沙尼亚 卢森堡 蒙古 缅甸 柬埔寨 老挝 尼泊尔 巴基斯坦 阿富汗 伊朗 伊拉克 沙特 阿联酋 迪拜 卡塔尔 华盛顿 纽约 洛杉矶 旧金山 芝加哥 休斯顿 休士顿 达拉斯 费城 波士顿 亚特兰大 西雅图 圣地亚哥 圣迭戈 迈阿密 奥兰多 底特律 凤凰城 拉斯维加斯 丹佛 奥斯汀 圣荷西 硅谷 矽谷 湾区 加州 德州 佛州 纽泽西 新泽西 马里兰 弗吉尼亚 维吉尼亚 维州 宾州 麻州 俄亥俄 密歇根 佐治亚 乔治亚 华府 大华府 法拉盛 曼哈顿 布鲁克林 长岛 白宫 国会山 多伦多 温哥华 渥太华 蒙特利尔 卡尔加里 埃德蒙顿 爱德蒙顿 温尼伯 伦敦 曼彻斯特 爱丁堡 巴黎 柏林 法兰克福 慕尼黑 汉堡 科隆 杜塞尔多夫 斯图加特 罗马 米兰 威尼斯 马德里 巴塞罗那 里斯本 阿姆斯特丹 海牙 布鲁塞尔 日内瓦 苏黎世 伯尔尼 斯德哥尔摩 奥斯陆 哥本哈根 赫尔辛基 维也纳 华沙 布拉格 布达佩斯 雅典 伊斯坦布尔 莫斯科 基辅 耶路撒冷 特拉维夫 新德里 孟买 东京 大阪 京都 名古屋 横滨 福冈 冲绳 首尔 釜山 济州 平壤 河内 胡志明 曼谷 清迈 吉隆坡 槟城 雅加达 巴厘岛 马尼拉 悉尼 雪梨 墨尔本 布里斯班 珀斯 阿德莱德 堪培拉 奥克兰 惠灵顿 香港 澳门 九龙 台湾 台北 新北 桃园 新竹 苗栗 台中 彰化 南投 云林 嘉义 台南 高雄 屏东 宜兰 花莲 台东 澎湖 金门 马祖 基隆 中国 大陆 北京 上海 天津 重庆 广东 广州 深圳 珠海 东莞 福建 福州 厦门 浙江 杭州 宁波 江苏 南京 苏州 无锡 山东 济南 青岛 河北 石家庄 山西 太原 河南 郑州 湖北 武汉 湖南 长沙 江西 南昌 安徽 合肥 四川 成都 贵州 贵阳 云南 昆明 广西 南宁 海南 海口 陕西 西安 甘肃 兰州 青海 西宁 宁夏 银川 新疆 乌鲁木齐 西藏 拉萨 内蒙古 呼和浩特 辽宁 沈阳 大连 吉林 长春 黑龙江 哈尔滨 大庆'.split(
    ' ',
  )

const longest = Math.max(...names.map((name) => name.length))
const places = new Set(names)

/** @returns the index at or behind `from` where a place's name begins; -1 where none does */
export function placeIn(text: string, from: number): number {
  for (let start = from; start < text.length; start++) {
    for (let length = 2; length <= longest && start + length <= text.length; length++) {
      if (places.has(text.slice(start, start + length))) return start
    }
  }
  return -1
}
