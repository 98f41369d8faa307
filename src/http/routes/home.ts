import type { FastifyPluginAsync } from 'fastify'

/** `/`: where to go from here. `/problems` and `/problems/{name}`: what each problem's type means. */
export const homeRoutes: FastifyPluginAsync = async () => {}
