/** Facts: what was photographed or played, how large it is, when it changed, where it lies. */
import { type FileResponse, FileUri, type FolderSummary } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { client, reasonOf, useCapacity, useMe } from '../../api/index.ts';
import { Spinner } from '../../components/Icon.tsx';
import { addressOf, collectedAt, isFolder, originOf, uriOf } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords, type Words } from '../../i18n/words.ts';
import { Link } from '../../router/index.ts';
import { mediaFacts } from './media.ts';
import { Places } from './Places.tsx';
import { type PartProps, versionsOf } from './parts.ts';
import { Storage } from './Storage.tsx';
import { type DetailsKey, detailsWords } from './words.ts';

/** A folder is counted only when one stays on it: arrows pass over many. */
const settleMs = 250;

/** What is below a folder. */
export function summaryQuery(folder: FileResponse) {
  return {
    queryKey: ['summary', folder.id],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      await new Promise((go) => setTimeout(go, settleMs));
      signal.throwIfAborted();
      const query = { uri: uriOf(folder).toString(), folder_summary: true };
      return (await client.call('getFileInfo', { query }, { signal })).folder_summary ?? null;
    },
    staleTime: 30_000,
  };
}

export function summaryText(summary: Pick<FolderSummary, 'files' | 'folders'>, w: Words<DetailsKey>): string {
  return w('folderSummary', { files: summary.files, folders: summary.folders });
}

/** Rows of a list of facts; a row without a value is left out. */
export function FactList({ rows }: { rows: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== undefined && value !== '' && value !== false)
        .map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}

export function Facts({ file, info }: PartProps) {
  const t = useT();
  const w = useWords(detailsWords);
  const me = useMe();
  const uri = uriOf(file);
  const isTrashed = uri.host === 'trash';
  const folder = isFolder(file);
  const collected = collectedAt(file);
  const extended = info.data?.extended_info;
  const used = extended?.storage_used ?? 0;
  const author = versionsOf(info.data)[0]?.created_by;
  const by = author && author.id !== me?.id ? author.nickname : undefined;
  const place = isTrashed ? originOf(file)?.parent() : uri.isRoot ? undefined : uri.parent();
  const space = uri.isRoot ? <AllUsed /> : !folder && used > file.size && <bdi>{t.size(used)}</bdi>;
  return (
    <section className="block">
      <h3>{w('facts')}</h3>
      <FactList
        rows={[
          ...mediaFacts(file, w),
          [w('fContains'), folder && file.owned !== false && !isTrashed && !uri.isRoot && <Contents folder={file} />],
          [w('fUsed'), space],
          [
            w('fModified'),
            !uri.isRoot &&
              (by ? w('momentBy', { moment: t.moment(file.updated_at), name: by }) : t.moment(file.updated_at)),
          ],
          [w('fCreated'), !uri.isRoot && t.moment(file.created_at)],
          [w('fDeleted'), collected && t.moment(collected.toISOString())],
          [w(isTrashed ? 'fFrom' : 'fWhere'), place && <Places uri={place} />],
          [w('fTarget'), targetOf(file)],
          [w('fOwner'), file.owned && me && w('you', { name: me.nickname || me.email || '' })],
          [w('fStorage'), extended?.storage_policy && <Storage file={file} info={info} />],
        ]}
      />
      {info.error && (
        <p className="hint error" role="alert">
          {reasonOf(info.error, t).text}
        </p>
      )}
    </section>
  );
}

/** Where a shortcut leads. */
function targetOf(file: FileResponse): ReactNode {
  const target = file.metadata?.['sys:shared_redirect'];
  if (!target) return undefined;
  try {
    return <Link href={addressOf(FileUri.parse(target))}>{target}</Link>;
  } catch {
    /* Written by another program: shown as it is. */
    return target;
  }
}

function AllUsed() {
  const t = useT();
  const { data } = useCapacity();
  return data && <bdi>{t.size(data.used)}</bdi>;
}

function Contents({ folder }: { folder: FileResponse }) {
  const t = useT();
  const w = useWords(detailsWords);
  const { data, error } = useQuery(summaryQuery(folder));
  if (error) return reasonOf(error, t).text;
  if (!data) {
    return (
      <span className="counting" role="status">
        <Spinner /> {w('counting')}
      </span>
    );
  }
  const what = summaryText(data, w);
  return (
    <>
      {data.completed ? what : w('atLeast', { what })}
      <br />
      <bdi>{t.size(data.size)}</bdi>
    </>
  );
}
