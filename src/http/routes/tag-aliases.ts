import { z } from 'zod'
import { type Operation, operation } from '../operation.ts'
import { refusePreconditions } from '../request/preconditions.ts'

export const tagName = z
  .string()
  .min(1)
  .max(500)
  .meta({ description: 'A tag; Traditional and Simplified, width and case are one.', example: '金正恩' })

const aliasPath = z.object({ tag: tagName, alias: tagName.meta({ example: '金正恩委员长' }) })

const putAlias = operation({
  id: 'putTagAlias',
  method: 'put',
  path: '/tags/{tag}/aliases/{alias}',
  group: 'tags',
  summary: 'Merge a tag into another',
  description:
    'The alias answers 308 from now on; counts and lists are one, through later ingest and parsing anew.',
  access: 'admin',
  pathParameters: aliasPath,
  query: z.object({}),
  answers: { 204: { description: 'Merged.' } },
  problems: ['conflict', 'precondition-failed'],
  async handle({ store }, { path, request, reply }) {
    refusePreconditions(request)
    await store.addTagAlias(path.tag, path.alias)
    reply.code(204).send()
  },
})

const deleteAlias = operation({
  id: 'deleteTagAlias',
  method: 'delete',
  path: '/tags/{tag}/aliases/{alias}',
  group: 'tags',
  summary: 'Make a merged tag one of its own again',
  access: 'admin',
  pathParameters: aliasPath,
  query: z.object({}),
  answers: { 204: { description: 'No longer merged.' } },
  problems: ['precondition-failed'],
  async handle({ store }, { path, request, reply }) {
    refusePreconditions(request)
    await store.removeTagAlias(path.tag, path.alias)
    reply.code(204).send()
  },
})

export const aliasOperations: Operation[] = [putAlias, deleteAlias]
