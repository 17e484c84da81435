export { ClockStore } from './clock-store.ts';
export {
  defineJob,
  type Job,
  type JobHandler,
  type JobInfo,
  type JobStatus,
  type NewJob,
  PermanentFailure,
  type Progress,
  type RunningJob,
} from './job.ts';
export { JobQueue, type JobQueueOptions } from './queue.ts';
export { Schedule, type ScheduleOptions } from './schedule.ts';
