/** All that is known of what is selected, or of the folder itself; beside the files, or a sheet on the phone. */
import type { FileResponse } from '@canopy/contract';
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { Tool } from '../../components/Button.tsx';
import { SheetGrab } from '../../components/SheetGrab.tsx';
import { usePhone } from '../../device/index.ts';
import { readingKey } from '../../device/reading-key.ts';
import { FileName, isFolder, Picture, uriOf, useInfo } from '../../files/index.ts';
import { kindText } from '../../files/kind-words.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { About } from './About.tsx';
import { Activity } from './Activity.tsx';
import { Many } from './Many.tsx';
import { isMine, versionsOf } from './parts.ts';
import { showTab, type Tab, useTab } from './tab.ts';
import { Versions } from './Versions.tsx';
import { detailsWords } from './words.ts';
import './details.css';

interface DetailsProps {
  readonly files: readonly FileResponse[];
  /** Shown when nothing is selected: the folder one is in. */
  readonly folder?: FileResponse | undefined;
  /** Over a preview, which shows the picture already. */
  readonly isOver?: boolean;
  readonly onClose: () => void;
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function Details({ files, folder, isOver = false, onClose }: DetailsProps) {
  const t = useT();
  const w = useWords(detailsWords);
  const phone = usePhone();
  const only = files.length === 0 ? folder : files.length === 1 ? files[0] : undefined;
  const label = only ? w('detailsOf', { name: only.name || t('files') }) : t('details');
  return (
    <>
      {phone && <div className="scrim" aria-hidden="true" onClick={onClose} />}
      <aside
        className="details"
        aria-label={label}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented) return;
          /* One layer at a time: what lies below stays. */
          event.preventDefault();
          onClose();
        }}
      >
        <SheetGrab onClose={onClose} />
        <Tool icon="close" small className="details-close" label={t('close')} onClick={onClose} />
        {only ? (
          <One key={only.id} file={only} isOver={isOver} />
        ) : files.length > 1 ? (
          <Many files={files} />
        ) : (
          <p className="details-none quiet">{w('detailsNone')}</p>
        )}
      </aside>
    </>
  );
}

/** One file with what the server adds to its line in the list. */
function One({ file, isOver }: { file: FileResponse; isOver: boolean }) {
  const t = useT();
  const w = useWords(detailsWords);
  const folder = isFolder(file);
  const uri = uriOf(file);
  /* The server tells nothing about roots: they are no files. */
  const info = useInfo(file, !uri.isRoot);
  const known = { ...file, ...info.data, metadata: info.data?.metadata ?? file.metadata };
  const versions = versionsOf(info.data).length;
  const isPlain = uri.isRoot || uri.host === 'trash';
  const tabs: (readonly [Tab, ReactNode])[] = [
    ['about', w('about')],
    ...(isPlain || !isMine(file) ? [] : ([['activity', w('activity')]] as const)),
    ...(folder || isPlain
      ? []
      : ([
          [
            'versions',
            <>
              {w('versions')}
              {versions > 0 && <span className="num">{t.number(versions)}</span>}
            </>,
          ],
        ] as const)),
  ];
  const wanted = useTab((state) => state.tab);
  const tab = tabs.some(([id]) => id === wanted) ? wanted : 'about';
  return (
    <>
      {!isOver && (
        <div className={folder ? 'hero is-folder' : 'hero'}>
          <Picture file={known} />
        </div>
      )}
      <div className="who">
        <h2>{file.name ? <FileName name={file.name} isFolder={folder} /> : t('files')}</h2>
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
      <Tabs tabs={tabs} tab={tab} label={w('detailsOf', { name: file.name || t('files') })}>
        {tab === 'about' && <About file={known} info={info} />}
        {tab === 'activity' && <Activity file={known} />}
        {tab === 'versions' && <Versions file={known} info={info} />}
      </Tabs>
    </>
  );
}

interface TabsProps {
  readonly tabs: readonly (readonly [Tab, ReactNode])[];
  readonly tab: Tab;
  readonly label: string;
  readonly children: ReactNode;
}

function Tabs({ tabs, tab, label, children }: TabsProps) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = tabs.findIndex(([each]) => each === tab);
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: tabs.length - 1 - at }[readingKey(event.key)];
    const next = step === undefined ? undefined : tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    showTab(next[0]);
    document.getElementById(`${id}-${next[0]}`)?.focus();
  };
  if (tabs.length === 1) return children;
  return (
    <>
      <div className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(([each, text]) => (
          <button
            key={each}
            id={`${id}-${each}`}
            type="button"
            role="tab"
            aria-selected={each === tab}
            aria-controls={`${id}-panel`}
            tabIndex={each === tab ? 0 : -1}
            onClick={() => showTab(each)}
          >
            {text}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${tab}`}>
        {children}
      </div>
    </>
  );
}
