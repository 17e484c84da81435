export { breathe } from './breathe.ts';
export { EventBus, type Events } from './bus.ts';
export type { Caller, GroupLimits } from './caller.ts';
export { type Clock, ManualClock, systemClock } from './clock.ts';
export { ClockGuard, type ClockMemory, type ClockRecord } from './clock-guard.ts';
export { type Config, loadConfig, options } from './config.ts';
export { prepareDataFolder } from './data-folder.ts';
export { decodedOnce } from './decoded-once.ts';
export { moveFileDurably, writeFileDurably } from './durable-file.ts';
export { escapeHtml } from './escape-html.ts';
export { isoTime } from './iso-time.ts';
export { createLog, type Log, type LogLevel, silentLog } from './log.ts';
export { Mutex } from './mutex.ts';
export { randomHex, randomText } from './random.ts';
export {
  type EventFrame,
  EventStream,
  JsonText,
  type RawContext,
  Redirect,
  type RequestContext,
  type Route,
  rawRoute,
  route,
  streamRoute,
} from './route.ts';
export { Repeater } from './schedule.ts';
export { equalSecrets, loadSecrets, type Secrets, secretsFileName } from './secrets.ts';
export { StartupError } from './startup-error.ts';
export { version } from './version.ts';
export { workerUrl } from './worker-url.ts';
