/**
 * Places that stand between a reporter's name and the verb (郑崇生华盛顿报道): what ends the name. Countries, the
 * capitals and large cities that correspondents write from, provinces, and words that open a place's name.
 */
const names =
  '全球 海外 国际 國際 当地 现场 現場 美国 美國 加拿大 英国 英國 法国 法國 德国 德國 意大利 义大利 西班牙 葡萄牙 荷兰 荷蘭 比利时 瑞士 瑞典 挪威 丹麦 丹麥 芬兰 芬蘭 冰岛 奥地利 波兰 捷克 匈牙利 希腊 土耳其 俄罗斯 俄羅斯 乌克兰 烏克蘭 以色列 印度 印尼 印度尼西亚 日本 韩国 韓國 朝鲜 北韩 越南 泰国 泰國 马来西亚 馬來西亞 新加坡 菲律宾 菲律賓 澳大利亚 澳洲 澳大利亞 新西兰 新西蘭 纽西兰 巴西 阿根廷 智利 秘鲁 墨西哥 南非 埃及 欧洲 歐洲 亚洲 亞洲 非洲 南美 北美 东南亚 爱尔兰 苏格兰 罗马尼亚 保加利亚 塞尔维亚 斯洛伐克 斯洛文尼亚 克罗地亚 立陶宛 拉脱维亚 爱沙尼亚 卢森堡 蒙古 缅甸 柬埔寨 老挝 尼泊尔 巴基斯坦 阿富汗 伊朗 伊拉克 沙特 阿联酋 迪拜 卡塔尔 华盛顿 華盛頓 纽约 紐約 洛杉矶 洛杉磯 旧金山 舊金山 芝加哥 休斯顿 休斯頓 休士顿 达拉斯 费城 费城 費城 波士顿 波士頓 亚特兰大 西雅图 西雅圖 圣地亚哥 聖地亞哥 圣迭戈 迈阿密 奥兰多 底特律 凤凰城 拉斯维加斯 丹佛 奥斯汀 圣荷西 硅谷 矽谷 湾区 灣區 加州 德州 佛州 纽泽西 新泽西 马里兰 马里蘭 弗吉尼亚 维吉尼亚 维州 宾州 麻州 俄亥俄 密歇根 佐治亚 乔治亚 华府 大华府 法拉盛 曼哈顿 布鲁克林 长岛 白宫 国会山 多伦多 多倫多 温哥华 溫哥華 渥太华 渥太華 蒙特利尔 蒙特利爾 卡尔加里 埃德蒙顿 爱德蒙顿 温尼伯 伦敦 倫敦 曼彻斯特 爱丁堡 巴黎 柏林 法兰克福 慕尼黑 汉堡 科隆 杜塞尔多夫 斯图加特 罗马 米兰 威尼斯 马德里 巴塞罗那 里斯本 阿姆斯特丹 海牙 布鲁塞尔 日内瓦 苏黎世 伯尔尼 斯德哥尔摩 奥斯陆 哥本哈根 赫尔辛基 维也纳 华沙 布拉格 布达佩斯 雅典 伊斯坦布尔 莫斯科 基辅 耶路撒冷 特拉维夫 新德里 孟买 东京 東京 大阪 京都 名古屋 横滨 福冈 冲绳 首尔 首爾 釜山 济州 平壤 河内 胡志明 曼谷 清迈 吉隆坡 槟城 雅加达 巴厘岛 马尼拉 悉尼 雪梨 墨尔本 墨爾本 布里斯班 珀斯 阿德莱德 堪培拉 奥克兰 惠灵顿 香港 澳门 澳門 九龙 台湾 台灣 臺灣 台北 臺北 新北 桃园 桃園 新竹 苗栗 台中 臺中 彰化 南投 云林 雲林 嘉义 嘉義 台南 臺南 高雄 屏东 屏東 宜兰 宜蘭 花莲 花蓮 台东 臺東 澎湖 金门 金門 马祖 基隆 中国 中國 大陆 大陸 北京 上海 天津 重庆 重慶 广东 廣東 广州 廣州 深圳 珠海 东莞 福建 福州 厦门 浙江 杭州 宁波 江苏 江蘇 南京 苏州 无锡 山东 山東 济南 青岛 河北 石家庄 山西 太原 河南 郑州 湖北 武汉 武漢 湖南 长沙 江西 南昌 安徽 合肥 四川 成都 贵州 贵阳 云南 雲南 昆明 广西 廣西 南宁 海南 海口 陕西 陝西 西安 甘肃 兰州 青海 西宁 宁夏 银川 新疆 乌鲁木齐 西藏 拉萨 内蒙古 呼和浩特 辽宁 遼寧 沈阳 大连 吉林 长春 黑龙江 黑龍江 哈尔滨 大庆'.split(
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
