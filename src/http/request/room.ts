import { Problem } from '../../problem.ts'

/** Memory for what requests hold while their bodies arrive and wait for their turn: so much for all of them together. */
export type Room = {
  /** One request's part of it, nothing at first. */
  share(): Share
}

export type Share = {
  /**
   * @param bytes more that are held; below zero, fewer
   * @throws Problem unavailable where there is no room for them
   */
  hold(bytes: number): void
  /** Gives back all that is held; what is held from then on does not count. */
  end(): void
}

/** Seconds after which another try is worth it. */
const retryAfter = 1

/** @param size bytes */
export function createRoom(size: number): Room {
  let free = size
  return {
    share() {
      let held = 0
      let isOver = false
      return {
        hold(bytes) {
          if (isOver) return
          if (bytes > free)
            throw new Problem('unavailable', 'More is being sent than the service can hold.', { retryAfter })
          free -= bytes
          held += bytes
        },
        end() {
          free += held
          held = 0
          isOver = true
        },
      }
    },
  }
}
