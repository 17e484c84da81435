/** A listing whose answer came as a stream of events. */
import { NetworkError } from './errors.ts';
import { framesOf } from './events-frames.ts';

/**
 * A search that was streamed (file.md 2.6): lists of files, and at the end the answer around them. One that broke off
 * before its end is no answer.
 */
export function listOfEvents(text: string): unknown {
  const frames = framesOf(text);
  const end = frames.find(({ event }) => event === 'list');
  if (!end) throw new NetworkError('The answer broke off.');
  const files = frames.filter(({ event }) => event === 'file').flatMap(({ data }) => JSON.parse(data) as unknown[]);
  return { ...(JSON.parse(end.data) as object), files };
}
