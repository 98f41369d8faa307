import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import { basename, dirname, join } from 'node:path'

// The generators use the compiler's JavaScript interface, which this folder's version has and the project's has not;
// npm may put a generator beside the latter.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier, specifier === 'typescript' ? { ...context, parentURL: import.meta.url } : context),
})

/** What the generators read: the file that the repository holds. */
export const description = join(import.meta.dirname, '../../openapi.yaml')
/** What they write, a folder each. Not committed. */
export const generated = join(import.meta.dirname, 'generated')

/** Each generator as its own documentation sets it up; `origin` is for the one that fixes the service's address. */
const generators: Record<string, (folder: string, origin: string) => Promise<unknown>> = {
  async 'openapi-fetch'(folder) {
    const { astToString, default: openapiTypescript } = await import('openapi-typescript')
    await mkdir(folder, { recursive: true })
    const schema = await openapiTypescript(await readFile(description, 'utf8'))
    await writeFile(join(folder, 'schema.ts'), astToString(schema))
  },
  async 'hey-api'(folder) {
    const { createClient } = await import('@hey-api/openapi-ts')
    await createClient({
      input: description,
      output: { path: folder, module: { extension: '.ts' } },
      plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
      logs: { level: 'silent' },
    })
  },
  async orval(folder, origin) {
    const { generate } = await import('orval')
    await generate({
      input: { target: description },
      output: { target: join(folder, 'client.ts'), client: 'fetch', mode: 'single', baseUrl: origin },
    })
  },
  async kubb(folder) {
    const { build } = await import('@kubb/core')
    const { pluginClient } = await import('@kubb/plugin-client')
    const { pluginOas } = await import('@kubb/plugin-oas')
    const { pluginTs } = await import('@kubb/plugin-ts')
    const { error } = await build({
      config: {
        root: dirname(folder),
        input: { path: description },
        // `write` alone would write a second copy, relative to the working directory.
        output: { path: basename(folder), extension: { '.ts': '.ts' }, barrelType: false, write: false },
        plugins: [
          pluginOas({ generators: [], validate: false }),
          pluginTs({ output: { path: 'types.ts' } }),
          pluginClient({ output: { path: 'client.ts' }, client: 'axios', bundle: true }),
        ],
      },
    })
    if (error !== undefined) throw error
  },
  async 'swagger-typescript-api'(folder) {
    const { generateApi } = await import('swagger-typescript-api')
    await generateApi({
      input: description,
      output: folder,
      fileName: 'client.ts',
      silent: true,
      // Bytes that are sent are a text here: its clients turn a File into JSON.
      primitiveTypeConstructs: ({ string }) => ({
        string: { ...(typeof string === 'object' ? string : {}), binary: () => 'string' },
      }),
    })
  },
}

export const generatorNames = Object.keys(generators)

/** Writes the clients of all generators. @param origin the service that they call */
export async function generateAll(origin: string): Promise<void> {
  for (const [name, generate] of Object.entries(generators)) await generate(join(generated, name), origin)
}
