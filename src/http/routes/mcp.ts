import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { jsonOf } from '../../ingest/containers/json.ts'
import { Problem } from '../../problem.ts'
import { type Operation, operation } from '../operation.ts'
import { publicAddress } from '../public-address.ts'
import { whole } from '../request/bodies.ts'
import { refuseOtherSites } from '../request/keys.ts'
import { mayOthersRead } from '../request/own-machine.ts'
import { withShare } from './ingest-batch.ts'

const Message = z
  .looseObject({
    jsonrpc: z.literal('2.0'),
    id: z.union([z.string(), z.int()]).optional(),
    method: z.string().max(200),
    params: z.looseObject({}).optional(),
  })
  .meta({ id: 'McpMessage', description: 'A request or a notification (JSON-RPC 2.0).' })

const example = { jsonrpc: '2.0', id: 1, method: 'tools/list' }

/** Bytes of a message: a tool's arguments are a query. */
const longestMessage = 64 * 1024

const bothTypes = 'application/json, text/event-stream'

/** The request as the platform has it, for the SDK. */
function webRequest({ headers, url }: FastifyRequest): Request {
  const fields = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  const own = new Headers(fields)
  if ((headers.accept ?? '*/*') === '*/*') own.set('accept', bothTypes)
  return new Request(publicAddress().origin + url, { method: 'POST', headers: own })
}

const callTool = operation({
  id: 'sendMcpMessage',
  method: 'post',
  path: '/mcp',
  group: 'service',
  summary: 'The archive for assistants',
  description:
    'The Model Context Protocol over streamable HTTP, without sessions and subscriptions: tools that search, read articles, list versions and tags, and count articles a month; articles are resources. Nothing is written.',
  access: 'open',
  query: z.object({}),
  body: { description: 'A message.', content: { 'application/json': { schema: Message, example } } },
  answers: {
    200: {
      description: 'The response.',
      content: { 'application/json': { schema: z.looseObject({}) } },
      alternatives: [
        { when: 'For clients of the protocol before 2026-07-28', mediaType: 'text/event-stream' },
      ],
    },
    202: { description: 'The notification was taken.' },
    406: {
      description: 'The protocol demands that a client accepts application/json and text/event-stream.',
      content: { 'application/json': { schema: z.looseObject({}) } },
    },
  },
  problems: ['too-many-requests', 'forbidden'],
  async handle(context, { request, reply }) {
    const { config, load, store, sources, patience, overdue } = context
    if (!mayOthersRead(config)) refuseOtherSites(request)
    if (!/^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? ''))
      throw new Problem('unsupported-media-type', 'A message is application/json.')
    const message = await withShare(context, async (share) => {
      const limits = { limit: longestMessage, maxPageSize: longestMessage, share }
      return jsonOf(await whole(request, { ...limits, wait: patience.one, stop: overdue }), 'The body')
    })
    const { data, error } = Message.safeParse(message)
    if (error) throw new Problem('malformed-request', 'The body is no single message of JSON-RPC 2.0.')
    const { arguments: given } =
      z.looseObject({ arguments: z.looseObject({}) }).safeParse(data.params).data ?? {}
    if (given?.q !== undefined) await request.server.searchLimit?.(request, reply)
    // Loaded when an assistant first asks.
    const [{ createMcpHandler }, { createMcpServer }] = await Promise.all([
      import('@modelcontextprotocol/server'),
      import('../mcp/server.ts'),
    ])
    // Nothing changes that a client could subscribe to, so that each answer ends, and is made while it has its place.
    const handler = createMcpHandler(() => createMcpServer(store, sources), {
      maxSubscriptions: 0,
      keepAliveMs: 0,
    })
    const [response, body] = await load.reads.run(reply.raw, async () => {
      const response = await handler.fetch(webRequest(request), { parsedBody: data })
      return [response, Buffer.from(await response.arrayBuffer())] as const
    })
    const type = response.headers.get('content-type')
    if (type !== null) reply.header('content-type', type)
    reply.code(response.status).header('cache-control', 'no-store').send(body)
  },
})

export const mcpOperations: Operation[] = [callTool]
