/**
 * Loaded into a server before everything else (`node --import`): its wall clock runs by an offset, in milliseconds,
 * that the parent sets by a message `{ offset }`, or at the start by the environment. Answers each message with `true`.
 * The monotonic clock stays as it is, as when an operator sets the time. Whatever would wait for longer than some
 * seconds, as periodic work does, is woken sooner.
 */
import process from 'node:process';

const real = Date.now.bind(Date);
let offset = Number(process.env.TORTURE_CLOCK_OFFSET ?? 0);

Date.now = () => real() + offset;

const longestWaitMs = 500;
const wait = globalThis.setTimeout;
globalThis.setTimeout = Object.assign(
  (work: (...given: unknown[]) => void, delay = 0, ...given: unknown[]) =>
    wait(work, delay >= 10_000 ? longestWaitMs : delay, ...given),
  { __promisify__: wait.__promisify__ },
) as typeof wait;

process.on('message', (message: { offset?: number }) => {
  offset = message.offset ?? offset;
  process.send?.(true);
});
// The channel to the parent must not keep a server alive that wants to end.
process.channel?.unref();
