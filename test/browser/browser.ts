import { existsSync } from 'node:fs'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import type { Service } from '../http/service.ts'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
export const executablePath = process.env.CHROMIUM ?? usual.find((path) => existsSync(path))

/** Why tests that need a browser do not run here; undefined where there is one. */
export const noBrowser =
  executablePath === undefined ? 'no Chromium found: install it, or name it in CHROMIUM' : undefined

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

/** A page with what it did: requests to other hosts (none of them let through), and what its console said. */
export type Visit = { page: Page; context: BrowserContext; foreign: string[]; said: string[] }

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="450"><rect width="800" height="450" fill="#7a9e9f"/></svg>'

/** Opens a page that reaches the service alone; images of other hosts are answered with a picture from here. */
export async function visit(
  browser: Browser,
  { origin }: Service,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext(options)
  const foreign: string[] = []
  const said: string[] = []
  await context.route(
    (url) => url.origin !== origin,
    (route) => {
      foreign.push(`${route.request().resourceType()} ${route.request().url()}`)
      return route.request().resourceType() === 'image'
        ? route.fulfill({ contentType: 'image/svg+xml', body: picture })
        : route.abort()
    },
  )
  const page = await context.newPage()
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => said.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    said.push(`dialog: ${dialog.message()}`)
    return dialog.dismiss()
  })
  await page.goto(origin + path)
  return { page, context, foreign, said }
}
