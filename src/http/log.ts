import { type Logger, pino } from 'pino'
import type { Config } from '../config.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** What an operator should read. The framework has a logger only where each request is logged. */
    serviceLog: Logger
  }
}

/** @returns the service's log on standard output, a JSON object a line */
export const createLog = ({ LOG_LEVEL }: Pick<Config, 'LOG_LEVEL'>): Logger =>
  pino({ level: LOG_LEVEL, redact: ['req.headers.authorization'], enabled: LOG_LEVEL !== 'silent' })

/** Whether each request is logged. */
export const logsRequests = ({ LOG_LEVEL }: Pick<Config, 'LOG_LEVEL'>): boolean =>
  LOG_LEVEL === 'debug' || LOG_LEVEL === 'trace'
