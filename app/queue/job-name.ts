/** Every background job by name; app/jobs.server.ts says what each does. */
export type JobName =
  | "work_off_events"
  | "read_doubtful_orders"
  | "read_customers"
  | "read_shops"
  | "sweep"
  | "release_due"
  | "review_due"
  | "sync_members"
  | "sync_programme"
  | "drop_old_events"
