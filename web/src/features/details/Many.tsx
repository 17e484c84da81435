/** Several files at once: how many, how large, their tags. */
import type { FileResponse } from '@canopy/contract';
import { useQueries } from '@tanstack/react-query';
import { isFolder } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { TagLine } from '../tags/TagLine.tsx';
import { FactList, summaryQuery, summaryText } from './Facts.tsx';
import { isMine } from './parts.ts';
import { detailsWords } from './words.ts';

/** Folders that are counted together; more would be a long row of requests. */
const counted = 24;

export function Many({ files }: { files: readonly FileResponse[] }) {
  const t = useT();
  const w = useWords(detailsWords);
  const folders = files.filter(isFolder);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const mayCount = folders.length <= counted && folders.every(isMine);
  const inside = useQueries({
    queries: mayCount ? folders.map((folder) => summaryQuery(folder)) : [],
    combine: (results) => ({
      isReady: results.every(({ data }) => data != null),
      isComplete: results.every(({ data }) => data?.completed === true),
      size: results.reduce((sum, { data }) => sum + (data?.size ?? 0), 0),
      files: results.reduce((sum, { data }) => sum + (data?.files ?? 0), 0),
      folders: results.reduce((sum, { data }) => sum + (data?.folders ?? 0), 0),
    }),
  });
  const own = summaryText({ files: files.length - folders.length, folders: folders.length }, w);
  const hasInside = folders.length > 0 && mayCount;
  const total = `${t.size(bytes + inside.size)}`;
  const times = files.map((file) => file.updated_at).sort();
  const span = [times[0], times.at(-1)].map((time) => (time ? t.when(time) : ''));
  return (
    <>
      <div className="who">
        <h2 className="t-title">{t('items', { n: files.length })}</h2>
        <p className="quiet num">{own}</p>
      </div>
      {files.every(isMine) && <TagLine files={files} />}
      <section className="block">
        <h3>{w('facts')}</h3>
        <FactList
          rows={[
            [
              w('fSize'),
              hasInside && !inside.isReady
                ? w('counting')
                : (folders.length > 0 && !mayCount) || (hasInside && !inside.isComplete)
                  ? w('atLeast', { what: total })
                  : total,
            ],
            [
              w('fContains'),
              hasInside &&
                inside.isReady &&
                summaryText(
                  {
                    files: files.length - folders.length + inside.files,
                    folders: folders.length + inside.folders,
                  },
                  w,
                ),
            ],
            [w('fModified'), span[0] === span[1] ? span[0] : w('fromTo', { from: span[0] ?? '', to: span[1] ?? '' })],
          ]}
        />
      </section>
    </>
  );
}
