import { openapiYaml } from '../http/openapi/openapi.ts'
import type { Command } from './command.ts'

export const command: Command = {
  usage: 'openapi',
  what: "Print the API's description (OpenAPI 3.1) as YAML.",
  settings: [],
  paths: [0, 0],
  async run() {
    process.stdout.write(openapiYaml())
    return 0
  },
}
