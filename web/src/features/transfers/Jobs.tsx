/** The rows of the panel. Those that may want something come first; of all others only those in view are drawn. */
import type { UploadConflict, UploadRow, UploadState } from '@canopy/client';
import type { FileResponse } from '@canopy/contract';
import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { usePhone } from '../../device/index.ts';
import { useRowsInView } from '../../files/windowing.ts';
import type { Work } from '../../files/work-store.ts';
import type { Engine } from './engine.ts';
import { ForgottenRow } from './Forgotten.tsx';
import { arrangeRows } from './facts.ts';
import { Job } from './Job.tsx';
import type { Plan } from './plans.ts';
import { Unfinished } from './Unfinished.tsx';
import { WorkJob } from './WorkJob.tsx';

/** Rows that are drawn as high as they need; more than that nobody answers one by one. */
const firstLimit = 50;
/** Height of a row of one line (`.job.is-line`), in pixels. */
const lineHeight = { desk: 58, phone: 64 };

interface JobsProps {
  readonly engine: Engine;
  readonly state: UploadState;
  readonly unfinished: readonly Plan[];
  readonly forgotten: readonly FileResponse[];
  readonly works: readonly Work[];
}

export function Jobs({ engine, state, unfinished, forgotten, works }: JobsProps) {
  const stage = useRef<HTMLOListElement>(null);
  const before = useRef<HTMLLIElement>(null);
  const rowHeight = usePhone() ? lineHeight.phone : lineHeight.desk;
  const { first, rest } = useMemo(() => arrangeRows(state.rows, firstLimit), [state.rows]);
  const [lead, setLead] = useState(0);
  useLayoutEffect(() => setLead(before.current?.offsetTop ?? 0));
  const { start, end } = useRowsInView({ stage, count: rest.length, rowHeight, lead });
  const conflicts = useMemo(() => {
    const byRow = new Map<string, UploadConflict>();
    for (const conflict of state.conflicts) if (!byRow.has(conflict.rowId)) byRow.set(conflict.rowId, conflict);
    return byRow;
  }, [state.conflicts]);
  const draw = (row: UploadRow, isLine: boolean): ReactNode => (
    <Job
      key={row.id}
      row={row}
      engine={engine}
      conflict={row.conflicts > 0 ? conflicts.get(row.id) : undefined}
      needsSignIn={state.needsSignIn}
      isLine={isLine}
    />
  );
  return (
    <ol ref={stage}>
      {unfinished.length > 0 && <Unfinished engine={engine} plans={unfinished} />}
      {forgotten.map((file) => (
        <ForgottenRow key={file.id} file={file} />
      ))}
      {works.map((work) => (
        <WorkJob key={work.id} work={work} />
      ))}
      {first.map((row) => draw(row, false))}
      <li ref={before} className="job-gap" aria-hidden="true" style={{ height: start * rowHeight }} />
      {rest.slice(start, end).map((row) => draw(row, true))}
      <li className="job-gap" aria-hidden="true" style={{ height: (rest.length - end) * rowHeight }} />
    </ol>
  );
}
