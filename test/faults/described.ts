import { execFile } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { drawnValue, type Parameter } from './drawn-request.ts'
import { fillArchive, fixturePages, type Known } from './fuzz-archive.ts'
import { mutate } from './mutate.ts'
import { pick, type Random, randomOf } from './random.ts'

type Body = { content: Record<string, { example?: unknown }> }
type Operation = { operationId: string; parameters?: Parameter[]; requestBody?: Body }
type Description = { paths: Record<string, Record<string, Operation>> }

type Check = { name: string; passed: boolean; message?: string }
type Step = { request?: { method: string; url: string }; checks: Check[] }
type Report = { files: Record<string, { executedWorkflows: { executedSteps: Step[] }[] }> }

const descriptionFile = fileURLToPath(new URL('../../openapi.yaml', import.meta.url))
const redocly = join(createRequire(import.meta.url).resolve('@redocly/cli/package.json'), '../bin/cli.js')

/** Steps of a workflow: each is repeated in what Redocly reports of it. */
const stepsOfWorkflow = 50

/** How often a parameter of the query is given. Redocly takes an export of nothing for what is no text. */
const shareOf = (operationId: string): number => (operationId === 'exportArticles' ? 0 : 0.2)

/** A page of the fixtures, mostly with mutations, as the JSON of one that is sent. */
function drawnMessage(random: Random): Record<string, string> {
  const { type, bytes } = pick(random, fixturePages)
  const content = (random() < 0.7 ? mutate(bytes, random) : bytes).toString()
  return { content: content.toWellFormed(), contentType: type }
}

function drawnBody(random: Random, { content }: Body, operationId: string) {
  const [contentType = '', { example } = {}] = pick(random, Object.entries(content))
  if (contentType === 'application/x-ndjson') {
    const lines = [drawnMessage(random), drawnMessage(random)].map((message) => JSON.stringify(message))
    return { contentType, payload: `${lines.join('\n')}\n` }
  }
  return { contentType, payload: operationId === 'sendMcpMessage' ? example : drawnMessage(random) }
}

/** A parameter that Redocly can send: addresses lose empty parts of a path, dots and backslashes. */
function drawnParameter(random: Random, parameter: Parameter, known: Known) {
  let value = ''
  do value = drawnValue(random, parameter, known).toWellFormed()
  while (parameter.in === 'path' && /^[. \\]*$/.test(value))
  return { in: parameter.in, name: parameter.name, value }
}

/**
 * Fills an archive, asks for what the description offers, with values that lead to something and others, and has
 * Redocly's Respect judge each answer by openapi.yaml: status, media type, schema.
 *
 * @param options.address of a service whose archive is empty
 * @param options.folder for files
 * @returns the number of answers that were judged, and what was refused
 */
export async function judgedByDescription(options: {
  address: string
  folder: string
  seed: number
  requests: number
}): Promise<{ judged: number; faults: string[] }> {
  const { paths } = parse(readFileSync(descriptionFile, 'utf8')) as Description
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
  const archived = await fillArchive(options.address)
  // A day leads to a list of articles, which Redocly would take for the answer.
  const known = { ...archived, date: archived.date?.filter((date) => date.length < 10) ?? [] }
  const random = randomOf(options.seed)
  const step = (index: number) => {
    const { operationId, parameters = [], requestBody } = pick(random, operations)
    return {
      stepId: `s${index}`,
      operationId: `$sourceDescriptions.api.${operationId}`,
      // Arazzo has one of each name.
      parameters: [
        ...new Map(parameters.toReversed().map((parameter) => [parameter.name, parameter])).values(),
      ]
        .filter((parameter) => parameter.in === 'path' || random() < shareOf(operationId))
        .map((parameter) => drawnParameter(random, parameter, known)),
      ...(requestBody && { requestBody: drawnBody(random, requestBody, operationId) }),
    }
  }
  const workflows = Array.from({ length: Math.ceil(options.requests / stepsOfWorkflow) }, (_, index) => ({
    workflowId: `w${index}`,
    steps: Array.from({ length: stepsOfWorkflow }, (_, at) => step(at)),
  }))
  copyFileSync(descriptionFile, join(options.folder, 'openapi.yaml'))
  const source = { name: 'api', type: 'openapi', url: 'openapi.yaml', 'x-serverUrl': options.address }
  const arazzo = {
    arazzo: '1.0.1',
    info: { title: 'Drawn requests', version: '1' },
    sourceDescriptions: [source],
    workflows,
  }
  // JSON is YAML.
  writeFileSync(join(options.folder, 'drawn.arazzo.yaml'), JSON.stringify(arazzo))
  const limit = `--max-steps=${workflows.length * stepsOfWorkflow}`
  const args = [redocly, 'respect', 'drawn.arazzo.yaml', '--json-output=report.json', limit]
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const said = await new Promise<string>((resolve) => {
    const child = { cwd: options.folder, env, maxBuffer: 2 ** 28 }
    execFile(process.execPath, args, child, (_error, stdout, stderr) => resolve(stdout + stderr))
  })
  const faults: string[] = []
  let judged = 0
  const report = JSON.parse(readFileSync(join(options.folder, 'report.json'), 'utf8')) as Report
  for (const { executedWorkflows } of Object.values(report.files))
    for (const { request, checks } of executedWorkflows.flatMap(({ executedSteps }) => executedSteps)) {
      judged++
      for (const { name, passed, message } of checks)
        if (!passed) faults.push(`${request?.method} ${request?.url}: ${name}: ${message}`)
    }
  if (judged === 0) faults.push(said)
  return { judged, faults }
}
