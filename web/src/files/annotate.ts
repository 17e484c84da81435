/** A change of metadata with its words: shown at once, offered to be taken back, explained when it fails. */
import type { FileResponse } from '@canopy/contract';
import { useMemo } from 'react';
import { useT } from '../i18n/index.tsx';
import { changeMetadata, type FailedFile, type MetadataEdit, type MetadataJob } from './operations-metadata.ts';
import { createOutcomes } from './outcomes.ts';

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
    const outcomes = createOutcomes(t);
    const jobs: Annotate['jobs'] = async (work, said, onProgress) => {
      try {
        const { step, changed, failed } = await changeMetadata(work, onProgress);
        const [first] = failed;
        if (first) outcomes.partly(first.error, failed.length, failed.length + changed, step);
        else outcomes.done(said.done, step);
        return failed;
      } catch (error) {
        outcomes.failed(error, said.failed);
        return work.flatMap(({ files }) => files.map((file) => ({ file, error })));
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
