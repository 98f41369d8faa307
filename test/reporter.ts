#!/usr/bin/env node
// Prints a line for each test file when it ends, failed assertions with their details, skipped tests, and the totals.
// Reads TAP 14 from standard input, as tap's setting `reporter` runs it.
import { createInterface } from 'node:readline'

/** `ok 3 - test/address.test.ts # time=190.6ms` of a file; the same, indented, of an assertion in it. */
const result = /^( *)(ok|not ok) \d+(?: - (.*?))?(?: # (?:time=([\d.]+)ms|(SKIP.*)))?(?: \{)?$/
let total = '?'
let files = 0
let failedFiles = 0
let passed = 0
let details: string[] = []
/** Whether the lines that follow are the YAML block of a failed assertion. */
let isDetail = false

for await (const line of createInterface({ input: process.stdin })) {
  const [, indent, status, name = '', time, skip] = result.exec(line) ?? []
  if (files === 0 && total === '?') total = /^1\.\.(\d+)/.exec(line)?.[1] ?? total
  if (status === undefined) {
    const totals = /^# (\{ total: .*\})$/.exec(line)?.[1]
    if (totals !== undefined) print(`\n${files} files, ${failedFiles} failed; checks ${totals}`)
    else if (isDetail && details.length < 400) details.push(line)
    if (/^ *(?:# SEED=|Bail out!)/.test(line)) print(line)
    continue
  }
  isDetail = status === 'not ok'
  if (skip !== undefined) print(`  skipped: ${name} # ${skip}`)
  if (indent !== '') {
    if (isDetail) details.push(line)
    else passed++
    continue
  }
  files++
  if (isDetail) failedFiles++
  const seconds = time === undefined ? '' : `, ${(Number(time) / 1000).toFixed(1)} s`
  print(`[${files}/${total}] ${isDetail ? 'FAILED' : 'passed'} ${name}: ${passed} checks${seconds}`)
  if (isDetail) for (const detail of details) print(detail)
  isDetail = false
  details = []
  passed = 0
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
