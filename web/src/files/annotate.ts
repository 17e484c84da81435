/** A change of metadata with its words: shown at once, offered to be taken back, explained when it fails. */
import { isAbort } from '@canopy/client';
import type { FileResponse } from '@canopy/contract';
import { useMemo } from 'react';
import { say } from '../components/Snackbar.tsx';
import { useT } from '../i18n/index.tsx';
import { bindWords } from '../i18n/words.ts';
import { commandWords } from './commands-words.ts';
import {
  changeMetadata,
  type FailedFile,
  type MetadataEdit,
  type MetadataJob,
  type MetadataResult,
} from './operations-metadata.ts';
import { createOutcomes } from './outcomes.ts';
import { type Run, tracked } from './work.ts';

interface Sentences {
  readonly done: string;
  readonly failed: (reason: string) => string;
}

export interface Annotate {
  /** The same change for all files. Settles without throwing; false when not all of it was done. */
  (files: readonly FileResponse[], edit: MetadataEdit, said: Sentences): Promise<boolean>;
  /** Several changes as one step; what failed of it. */
  jobs(
    jobs: readonly MetadataJob[],
    said: Sentences,
    onProgress?: (done: number) => void,
  ): Promise<readonly FailedFile[]>;
}

/** Changes metadata and says so in the current language. */
export function useAnnotate(): Annotate {
  const t = useT();
  return useMemo(() => {
    const w = bindWords(commandWords, t);
    const outcomes = createOutcomes(t);
    const jobs: Annotate['jobs'] = async (work, said, onProgress) => {
      const all = work.flatMap(({ files }) => files);
      const made: { result?: MetadataResult } = {};
      const act = async ({ signal, report }: Run) => {
        const count = (done: number) => {
          report(done, all.length);
          onProgress?.(done);
        };
        made.result = await changeMetadata(work, count, signal);
        signal.throwIfAborted();
        return made.result;
      };
      try {
        const { step, changed, failed } = await tracked('annotate', all, act);
        const [first] = failed;
        if (first) outcomes.partly(first.error, failed.length, failed.length + changed, step);
        else outcomes.done(said.done, step);
        return failed;
      } catch (error) {
        if (!isAbort(error)) outcomes.failed(error, said.failed);
        else if (made.result) outcomes.done(w('stopped'), made.result.step);
        else say({ text: w('stopped') });
        return made.result?.failed ?? all.map((file) => ({ file, error }));
      }
    };
    return Object.assign(
      async (files: readonly FileResponse[], edit: MetadataEdit, said: Sentences) =>
        (await jobs([{ files, edit }], said)).length === 0,
      {
        jobs,
      },
    );
  }, [t]);
}
