/** The facts of what is selected, or of the folder itself; beside the files, or a sheet on the phone. */
import type { FileResponse, FolderSummary } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, reasonOf } from '../../api/index.ts';
import { Tool } from '../../components/Button.tsx';
import { Spinner } from '../../components/Icon.tsx';
import { usePhone } from '../../device/index.ts';
import { addressOf, collectedAt, FileName, isFolder, kindText, originOf, Picture, uriOf } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords, type Words } from '../../i18n/words.ts';
import { Link } from '../../router/index.ts';
import { detailsWords } from './details-words.ts';

interface DetailsProps {
  readonly files: readonly FileResponse[];
  readonly onClose: () => void;
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function Details({ files, onClose }: DetailsProps) {
  const t = useT();
  const w = useWords(detailsWords);
  const phone = usePhone();
  const [only] = files;
  const label = only && files.length === 1 ? w('detailsOf', { name: only.name }) : t('details');
  const content =
    files.length === 1 && only ? (
      <One key={only.id} file={only} />
    ) : files.length > 1 ? (
      <Many files={files} />
    ) : (
      <p className="details-none quiet">{w('detailsNone')}</p>
    );
  return (
    <>
      {phone && <div className="scrim" aria-hidden="true" onClick={onClose} />}
      <aside
        className="details"
        aria-label={label}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
      >
        <span className="grab" />
        <Tool icon="close" small className="details-close" label={t('close')} onClick={onClose} />
        {content}
      </aside>
    </>
  );
}

function summaryText(summary: FolderSummary, w: Words<keyof (typeof detailsWords)['en']>): string {
  const what = w('folderSummary', { files: summary.files, folders: summary.folders });
  return summary.completed ? what : w('atLeast', { what });
}

function One({ file }: { file: FileResponse }) {
  const t = useT();
  const w = useWords(detailsWords);
  const [counts, setCounts] = useState(false);
  const folder = isFolder(file);
  const uri = uriOf(file);
  const isTrashed = uri.host === 'trash';
  const { data: info } = useQuery({
    queryKey: ['info', file.id, file.updated_at],
    queryFn: ({ signal }) => client.call('getFileInfo', { query: { uri: uri.toString(), extended: true } }, { signal }),
  });
  const summary = useQuery({
    queryKey: ['summary', file.id],
    queryFn: ({ signal }) =>
      client.call('getFileInfo', { query: { uri: uri.toString(), folder_summary: true } }, { signal }),
    select: (answer) => answer.folder_summary,
    enabled: counts && folder,
  });
  const place = isTrashed ? originOf(file)?.parent() : uri.parent();
  const collected = collectedAt(file);
  const extended = info?.extended_info;
  const versions = extended?.entities?.filter((entity) => entity.type === 0).length ?? 0;
  const [width, height] = [info?.metadata?.['exif:x'], info?.metadata?.['exif:y']];
  return (
    <>
      <div className={folder ? 'hero is-folder' : 'hero'}>
        <Picture file={file} />
      </div>
      <div className="who">
        <h2>
          <FileName name={file.name} isFolder={folder} />
        </h2>
        <p className="quiet num">
          {kindText(file, t)}
          {!folder && (
            <>
              <i className="dot" />
              <bdi>{t.size(file.size)}</bdi>
            </>
          )}
        </p>
      </div>
      <section className="block">
        <h3>{w('facts')}</h3>
        <dl className="facts">
          {folder && !isTrashed && (
            <>
              <dt>{w('fContains')}</dt>
              <dd aria-live="polite">
                {summary.data ? (
                  <>
                    {summaryText(summary.data, w)}
                    <br />
                    <bdi>{t.size(summary.data.size)}</bdi>
                  </>
                ) : summary.isFetching ? (
                  <span className="counting">
                    <Spinner /> {w('counting')}
                  </span>
                ) : summary.error ? (
                  reasonOf(summary.error, t).text
                ) : (
                  <button type="button" className="text-link" onClick={() => setCounts(true)}>
                    {w('count')}
                  </button>
                )}
              </dd>
            </>
          )}
          {width && height && (
            <>
              <dt>{w('fPixels')}</dt>
              <dd>
                {width} × {height}
              </dd>
            </>
          )}
          {extended && extended.storage_used > file.size && (
            <>
              <dt>{w('fUsed')}</dt>
              <dd>
                <bdi>{t.size(extended.storage_used)}</bdi>
              </dd>
            </>
          )}
          {versions > 1 && (
            <>
              <dt>{w('fVersions')}</dt>
              <dd>{t.number(versions)}</dd>
            </>
          )}
          <dt>{w('fModified')}</dt>
          <dd>{t.moment(file.updated_at)}</dd>
          <dt>{w('fCreated')}</dt>
          <dd>{t.moment(file.created_at)}</dd>
          {collected && (
            <>
              <dt>{w('fDeleted')}</dt>
              <dd>{t.moment(collected.toISOString())}</dd>
            </>
          )}
          {place && (
            <>
              <dt>{w(isTrashed ? 'fFrom' : 'fWhere')}</dt>
              <dd>
                <Link href={addressOf(place)}>{[t('files'), ...place.elements].join(' / ')}</Link>
              </dd>
            </>
          )}
        </dl>
      </section>
    </>
  );
}

function Many({ files }: { files: readonly FileResponse[] }) {
  const t = useT();
  const w = useWords(detailsWords);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const folders = files.filter(isFolder).length;
  return (
    <>
      <div className="who">
        <h2 className="t-title">{t('items', { n: files.length })}</h2>
      </div>
      <section className="block">
        <h3>{w('facts')}</h3>
        <dl className="facts">
          <dt>{w('fContains')}</dt>
          <dd>{w('folderSummary', { files: files.length - folders, folders })}</dd>
          <dt>{w('fSize')}</dt>
          <dd>
            <bdi>{t.size(bytes)}</bdi>
          </dd>
        </dl>
      </section>
    </>
  );
}
