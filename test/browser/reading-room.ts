import type { Browser } from 'playwright-core'
import type { Test } from 'tap'
import { mirrorPage } from '../http/pages.ts'
import { type Service, startService } from '../http/service.ts'
import { looksRight, visit } from './browser.ts'

/** A service with an archive of 25 articles. */
export async function startRoom(t: Test): Promise<Service> {
  const service = await startService(t)
  for (let n = 0; n < 25; n++) {
    const told = {
      id: `a1000${10 + n}`,
      tags: n % 2 === 0 ? ['图书馆', '望江'] : ['望江'],
      date: `20${10 + n}-03-09`,
    }
    await service.post(mirrorPage(told), 'text/markdown')
  }
  return service
}

/** Expects pages to look right, with all that they fold opened. */
export async function lookRight(
  t: Test,
  browser: Browser,
  service: Service,
  paths: readonly string[],
): Promise<void> {
  // A page of its own for each would be a process of its own.
  const { page, context, foreign, said } = await visit(browser, service, '/', { bypassCSP: true })
  for (const path of paths) {
    await page.goto(service.origin + path)
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    await looksRight(t, page, path)
    const refusals = said.splice(0).filter((line) => !/status of 404/.test(line))
    t.strictSame([foreign, refusals], [[], []], path)
  }
  await context.close()
}
