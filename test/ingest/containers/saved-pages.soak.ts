import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { fileItems, filesOf } from '../../../src/ingest/containers/folder.ts'
import { captureOf, type Item, type Page } from '../../../src/page.ts'
import { parsePage } from '../../../src/parse/parse.ts'
import { executablePath, launch, noBrowser } from '../../browser/browser.ts'
import { newsPage, runProgram, serve } from '../tools.ts'

const options = { maxPageSize: 1024 * 1024 }
const title = '河边镇图书馆重新开放'
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'
const original = newsPage(title).replace('</article>', '<img src="/a.svg" alt="门前"></article>')

const serveNews = (t: Test) =>
  serve(t, {
    '/news/a.html': (answer) =>
      answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(original),
    '/a.svg': (answer) => answer.writeHead(200, { 'content-type': 'image/svg+xml' }).end(picture),
  })

async function itemsIn(folder: string): Promise<Item[]> {
  const items = []
  for (const found of filesOf([folder])) for await (const item of fileItems(found, options)) items.push(item)
  return items
}

const articleOf = (page: Page) => {
  const outcome = parsePage(page)
  if ('problem' in outcome) throw outcome.problem
  const { title, publishedAt, paragraphs, language, url } = outcome.article
  return {
    article: { title, publishedAt, paragraphs, language },
    url,
    capture: captureOf(page, outcome.capturedAt),
  }
}

const plain = articleOf({ bytes: Buffer.from(original), contentType: 'text/html', hints: {} }).article

function checkCopy(t: Test, items: readonly Item[], address: string): ReturnType<typeof articleOf> {
  const pages = items.flatMap((item) => ('page' in item ? [item.page] : []))
  t.equal(pages.length, 1, JSON.stringify(items.map(({ label }) => label)))
  const saved = articleOf(pages[0]!)
  t.strictSame(saved.article, plain, 'the same article as from the plain page')
  t.equal(saved.url, address)
  return saved
}

/**
 * Starts a Chromium that SingleFile can steer until the test ends; the one that it starts itself, all in one
 * process, dies on some machines. @returns the address of its debugging interface
 */
async function debuggedBrowser(t: Test): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), 'browser-'))
  const browser = spawn(
    executablePath!,
    ['--headless', '--no-sandbox', '--remote-debugging-port=0', `--user-data-dir=${profile}`],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  t.teardown(async () => {
    browser.kill()
    await once(browser, 'exit')
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })
  for await (const line of createInterface({ input: browser.stderr })) {
    const port = /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1]
    if (port !== undefined) return `http://localhost:${port}`
  }
  throw new Error('Chromium ended before it listened.')
}

t.test('a page that SingleFile saved', { skip: noBrowser }, async (t) => {
  const origin = await serveNews(t as Test)
  const folder = t.testdir()
  const program = join(
    dirname(fileURLToPath(import.meta.resolve('single-file-cli/package.json'))),
    'single-file-node.js',
  )
  const browserServer = await debuggedBrowser(t as Test)
  const began = Date.now()
  const { stdout, stderr } = await runProgram(process.execPath, [
    program,
    `${origin}/news/a.html`,
    join(folder, 'saved.html'),
    `--browser-server=${browserServer}`,
  ])
  // It exits with 0 where it saved nothing, and says why here.
  t.equal(stdout + stderr, '')
  const { capture } = checkCopy(t as Test, await itemsIn(folder), `${origin}/news/a.html`)
  t.equal(capture?.from, 'page')
  // The mark is to the second.
  const time = Date.parse(capture?.at ?? '')
  t.ok(time >= began - 1000 && time <= Date.now(), String(capture?.at))
})

t.test(
  'a page that Chromium saved, as it stands, beside the folder of its parts',
  { skip: noBrowser },
  async (t) => {
    const origin = await serveNews(t as Test)
    const browser = await launch()
    const page = await browser.newPage()
    await page.goto(`${origin}/news/a.html`)
    const html = await page.content()
    await browser.close()
    const address = `${origin}/news/a.html`
    // What "Save as, complete page" writes: its mark behind the doctype, and the parts' addresses in the folder.
    const mark = `<!-- saved from url=(${String(address.length).padStart(4, '0')})${address} -->`
    const folder = t.testdir()
    mkdirSync(join(folder, `${title}_files`))
    writeFileSync(
      join(folder, `${title}.html`),
      html.replace(/(<!DOCTYPE html>)/i, `$1\n${mark}\n`).replace('/a.svg', `./${title}_files/a.svg`),
    )
    writeFileSync(join(folder, `${title}_files`, 'a.svg'), picture)
    writeFileSync(join(folder, `${title}_files`, 'saved_resource.html'), newsPage('另一页的框架'))
    const items = await itemsIn(folder)
    const { capture } = checkCopy(t as Test, items, address)
    t.equal(capture, undefined, "the mark names no time, and a file's own date is none")
    t.strictSame(
      items.flatMap((item) => ('passedOver' in item ? [item.passedOver] : [])),
      ['part of a saved page', 'part of a saved page'],
    )
  },
)
