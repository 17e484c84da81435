/**
 * Work of this tab that may take long: moving thousands, downloading an archive. What takes longer than a moment is
 * shown by the transfers panel, with how far it is and a way to end it.
 */
import { isAbort } from '@canopy/client';
import { PartlyDone } from './batches.ts';
import { noteWork } from './work-left.ts';
import { useWork, type Work, type WorkKind } from './work-store.ts';

/** What work tells of itself, and how it hears that it is to end. */
export interface Run {
  readonly signal: AbortSignal;
  /** @param total undefined = nobody knows */
  report(done: number, total: number | undefined): void;
  /** What keeps it from going on although it is tried again by itself; undefined = nothing any more. */
  readonly trouble: (error: unknown) => void;
}

/** Work that is done sooner is never shown: what flashes up only disturbs. */
const slowMs = 1_200;
/** Progress is drawn at most this often. */
const drawMs = 200;

/** Of these nobody knows beforehand how much it is. */
const boundless: ReadonlySet<WorkKind> = new Set(['download', 'read', 'rewind']);

let lastId = 0;

function put(work: Work): void {
  useWork.setState(({ works }) => ({
    works: works.some(({ id }) => id === work.id)
      ? works.map((each) => (each.id === work.id ? work : each))
      : [...works, work],
  }));
}

export interface TrackOptions {
  /** Shown at once, however short it is. */
  readonly atOnce?: boolean;
  /** Taken off the list when it has ended: what came of it is seen elsewhere. */
  readonly leaves?: boolean;
  /** Does once more what was left, after it has failed or was ended. */
  readonly again?: (error: unknown) => void;
}

/**
 * Does `act` as work on `items`. Resolves and rejects as it does; ended by the person, with an AbortError. Work that
 * resolves with `elsewhere` goes on outside of the page.
 */
export async function tracked<Result>(
  kind: WorkKind,
  items: readonly { readonly name: string }[],
  act: (run: Run) => Promise<Result>,
  { atOnce = false, leaves = false, again }: TrackOptions = {},
): Promise<Result> {
  const controller = new AbortController();
  const startedAt = performance.now();
  let work: Work = {
    id: `${Date.now()}-${++lastId}`,
    kind,
    name: items[0]?.name ?? '',
    items: items.length,
    done: 0,
    total: boundless.has(kind) ? undefined : items.length,
    speed: 0,
    status: 'running',
    error: undefined,
    trouble: undefined,
    cancel:
      kind === 'rewind' ? undefined : () => controller.abort(new DOMException('Ended by the person.', 'AbortError')),
    again: undefined,
  };
  let isShown = atOnce;
  let drawnAt = 0;
  const draw = () => {
    drawnAt = performance.now();
    if (!isShown) return;
    put(work);
    noteWork(work);
  };
  draw();
  const timer = setTimeout(() => {
    isShown = true;
    draw();
  }, slowMs);
  const run: Run = {
    signal: controller.signal,
    report(done, total) {
      const seconds = (performance.now() - startedAt) / 1000;
      work = { ...work, done, total, speed: seconds > 1 ? done / seconds : 0 };
      if (performance.now() - drawnAt > drawMs) draw();
    },
    trouble(error) {
      isShown = true;
      work = { ...work, trouble: error };
      draw();
    },
  };
  const end = (status: Work['status'], failure?: unknown) => {
    clearTimeout(timer);
    const part = failure instanceof PartlyDone ? failure : undefined;
    work = {
      ...work,
      status,
      trouble: undefined,
      error: part ? part.cause : failure,
      ...(part && { done: part.done.length }),
      again: again && failure !== undefined ? () => again(failure) : undefined,
    };
    draw();
    if (leaves) clearWork(work.id);
  };
  try {
    const result = await act(run);
    end(result === 'elsewhere' ? 'elsewhere' : 'done');
    return result;
  } catch (error) {
    const cause = error instanceof PartlyDone ? error.cause : error;
    end(isAbort(cause) ? 'stopped' : 'failed', error);
    throw error;
  }
}

/** Takes work that has ended off the list. */
export function clearWork(id?: string): void {
  useWork.setState(({ works }) => ({
    works: works.filter((work) => work.status === 'running' || (id !== undefined && work.id !== id)),
  }));
}
