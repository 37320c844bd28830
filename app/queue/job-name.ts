/** Every background job by name; app/jobs.server.ts says what each does. */
export const JOB_NAMES = [
  "work_off_events",
  "read_doubtful_orders",
  "read_shops",
  "release_due",
  "review_due",
  "sync_members",
  "sync_programme",
  "drop_old_events",
] as const

export type JobName = (typeof JOB_NAMES)[number]
