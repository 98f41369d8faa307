/**
 * Work for any worker. It names pages and articles and holds none; done twice, it is as if it was done once.
 */
export type Job = {
  kind: 'import' | 'reparse' | 'rebuild'
  /** What it is a part of: the same for all jobs of one command, however often that is given. */
  run: string
  /** How people know it: the file that it reads. */
  name: string
  input: object
  /** Another job of the same run and key is the same job: it is added once. Without it, it is one of its own. */
  key?: string
}

/** `where`: a file, a page in it, or an article. */
export type JobFault = { where: string; what: string }

/** What became of a job: numbers that add up over the jobs of a run, and what failed in it. */
export type JobResult = { counts: Record<string, number>; faults: JobFault[] }

/** Numbers of jobs. `waiting`: also those that are to be tried again; `failed`: those that are not. */
export type QueueDepth = { waiting: number; active: number; failed: number }

/** How far a run is. `counts`: the sums of the jobs that are done. */
export type RunState = QueueDepth & { done: number; counts: Record<string, number> }

/** Jobs in the database, for workers on any number of machines. */
export interface JobQueue {
  /** @returns how many were added */
  add(jobs: readonly Job[]): Promise<number>
  state(run: string): Promise<RunState>
  /** @returns what failed in jobs that are done, and why jobs failed as a whole: the first of them, in order */
  faults(run: string): Promise<JobFault[]>
  /** Takes jobs of a run that failed into the queue again. */
  retry(run: string): Promise<void>
  /** Removes the jobs of a run that have ended. */
  forget(run: string): Promise<void>
  /**
   * Takes jobs until the signal, and settles when the last of them has ended. A job whose worker is lost is taken again;
   * one that throws is, some times.
   * @param onTrouble is told of the server's failures: the jobs go on behind them
   */
  work(
    handle: (job: Job) => Promise<JobResult>,
    signal: AbortSignal,
    onTrouble: (message: string) => void,
  ): Promise<void>
  /** Parts all living articles into ranges in the order of their ids: behind `after` up to `to`, null for no bound. */
  idRanges(size: number): Promise<{ after: string | null; to: string | null }[]>
  close(): Promise<void>
}
