/** The family names of nearly all Koreans, and what follows them. */
const name =
  '(?:남궁|황보|제갈|선우|독고|[김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석설마길연위표명기반왕금옥육인맹모탁국어은편용])\\p{Script=Hangul}{1,2}'
const duty = '(?:(?:선임|수습|인턴|전문|객원|대|사진)\\s?)?(?:기자|특파원|논설위원|논설실장)'
/** 김민수·박지영 기자, 김민수 한강일보 기자, 기자 김민수 */
const reporter = new RegExp(
  `(?<!\\p{Script=Hangul})(?<names>${name}(?:\\s?[·ㆍ,]\\s?${name}){0,4})\\s?(?:\\p{Script=Hangul}{1,8}(?:일보|신문|뉴스|경제|방송|투데이)\\s)?${duty}(?!\\p{Script=Hangul})|^기자\\s?[:=]?\\s?(?<alone>${name})$`,
  'gu',
)
const picture = /(?:^|[^·ㆍ/])사진\s?[=:/]?\s?(?=\p{Script=Hangul}{2,4}\s?(?:기자|$))/u
const address = /(?<!\S)\S{1,64}@\S{1,64}/gu
/** What else such a line holds: a paper, a team, a place, marks. */
const mostOthers = 24

/** @returns the reporters whom a line of a Korean page names and which says little else: 글·사진 김민수 기자 kim@… */
export function koreanReporters(line: string): string[] {
  if (line.length > 120 || !/기자|특파원|논설/u.test(line) || picture.test(line)) return []
  const bare = line.replace(address, ' ').trim()
  const names = [...bare.matchAll(reporter)].flatMap(({ groups }) =>
    (groups?.names ?? groups?.alone ?? '').split(/[·ㆍ,]/u).map((one) => one.trim()),
  )
  return bare.replace(reporter, '').length <= mostOthers ? names : []
}
