/** Links straight to the content: making them for a selection, copying them in several forms, counting, deleting. */
import type { DirectLinkInfo, FileResponse } from '@canopy/contract';
import { useState } from 'react';
import { client, reasonOf, useMe } from '../../api/index.ts';
import { Button, Tool } from '../../components/Button.tsx';
import { copyText } from '../../components/copy-text.ts';
import { ConfirmDanger, Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { say } from '../../components/Snackbar.tsx';
import { FileIcon, isFolder } from '../../files/index.ts';
import { createOutcomes } from '../../files/outcomes.ts';
import { useWords } from '../../i18n/words.ts';
import { useAccess } from './access.ts';
import { refreshAccess } from './calls.ts';
import { type DirectLink, type Format, linksText, type Made, makeLinks } from './direct-links.ts';
import { type DirectKey, directWords } from './direct-links-words.ts';
import './sharing.css';

const formats: readonly (readonly [Format, DirectKey])[] = [
  ['links', 'formatLinks'],
  ['named', 'formatNamed'],
  ['markdown', 'formatMarkdown'],
];

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function DirectLinksDialog({
  files: chosen,
  onClose,
}: {
  files: readonly FileResponse[];
  onClose: () => void;
}) {
  const w = useWords(directWords);
  const me = useMe();
  const files = chosen.filter((file) => !isFolder(file));
  const [first] = files;
  const only = files.length === 1 ? first : undefined;
  const batch = me?.group?.direct_link_batch_size ?? 0;
  const [made, setMade] = useState<Made>();
  const [busy, setBusy] = useState(false);
  const folders = chosen.length - files.length;

  const make = async () => {
    setBusy(true);
    try {
      setMade(await makeLinks(files, batch));
    } catch (error) {
      createOutcomes(w.t).failed(error, (reason) => w('failDirect', { reason }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={w('dlgDirect', { n: files.length, name: first?.name ?? '' })}
      lead={only && <FileIcon file={only} />}
      onClose={onClose}
      footer={
        <>
          <span className="gap" />
          <Button look="edge" onClick={onClose}>
            {w.t('done')}
          </Button>
          {!made && batch > 0 && (
            <Button look="solid" icon="link" busy={busy} onClick={() => void make()} data-autofocus>
              {w('directMake', { n: files.length })}
            </Button>
          )}
        </>
      }
    >
      <p className="quiet rules-text">{w('directText')}</p>
      {folders > 0 && (
        <p className="notice">
          <Icon name="info" />
          {w('directFolders', { n: folders })}
        </p>
      )}
      {batch === 0 && (
        <p className="notice warning">
          <Icon name="warning" />
          {w('directOff')}
        </p>
      )}
      {made && <MadeLinks made={made} />}
      {only && <Existing file={only} />}
    </Dialog>
  );
}

/** The new links, ready to be taken along. */
function MadeLinks({ made }: { made: Made }) {
  const w = useWords(directWords);
  const [format, setFormat] = useState<Format>('links');
  const [saves, setSaves] = useState(false);
  const [copied, setCopied] = useState(false);
  const { links, failure } = made;
  const text = linksText(links, format, saves);
  const copy = async () => {
    if (await copyText(text)) {
      setCopied(true);
      say({ text: w('directCopied', { n: links.length }) });
    } else say({ text: w('directCopyFailed'), tone: 'failed' });
  };
  return (
    <section className="linkbox direct-made">
      <div className="direct-forms">
        <div role="radiogroup" aria-label={w('format')} className="forms">
          {formats.map(([each, key]) => (
            <label key={each} className="chip">
              <input type="radio" name="format" checked={format === each} onChange={() => setFormat(each)} />
              {w(key)}
            </label>
          ))}
        </div>
        <label className="stay">
          <input
            className="check"
            type="checkbox"
            checked={saves}
            onChange={(event) => setSaves(event.target.checked)}
          />
          {w('asDownload')}
        </label>
      </div>
      <textarea
        className="direct-text"
        readOnly
        rows={Math.min(8, links.length + 1)}
        wrap="off"
        value={text}
        aria-label={w('format')}
        onFocus={(event) => event.target.select()}
      />
      {failure && (
        <p className="hint error" role="alert">
          <Icon name="warning" />
          <span>{w('directFailed', { n: failure.count, reason: reasonOf(failure.error, w.t).text })}</span>
        </p>
      )}
      <div className="make">
        <Button look="solid" icon={copied ? 'check' : 'copy'} onClick={() => void copy()}>
          {w('copyAll', { n: links.length })}
        </Button>
      </div>
    </section>
  );
}

/** The links a file has, with how often each was opened. */
function Existing({ file }: { file: FileResponse }) {
  const w = useWords(directWords);
  const { info, isLoading } = useAccess(file, true);
  const [asked, setAsked] = useState<DirectLinkInfo>();
  const links = info?.direct_links ?? [];
  if (isLoading) return null;
  if (links.length === 0) return <p className="faint">{w('directNone')}</p>;
  return (
    <>
      <h3 className="label">{w('existing')}</h3>
      <ul className="members">
        {links.map((link) => (
          <DirectRow key={link.id} link={link} onDelete={() => setAsked(link)} />
        ))}
      </ul>
      {asked && <DeleteDirect link={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

/** The name a link ends with: that of the file when it was made. */
function nameOf(link: DirectLinkInfo): string {
  try {
    return decodeURIComponent(new URL(link.url).pathname.split('/').at(-1) ?? '');
  } catch {
    return link.url;
  }
}

function DirectRow({ link, onDelete }: { link: DirectLinkInfo; onDelete: () => void }) {
  const w = useWords(directWords);
  const name = nameOf(link);
  const one: DirectLink = { name, url: link.url };
  return (
    <li className="member">
      <div>
        <a href={link.url} className="text-link" target="_blank" rel="noreferrer">
          {link.url.replace(/^https?:\/\//, '')}
        </a>
        <p className="num">
          {w('opened', { n: link.downloaded })} · {w('madeOn', { date: w.t.when(link.created_at) })}
        </p>
      </div>
      <Tool
        icon="copy"
        small
        label={w('copyOne', { name })}
        onClick={() => {
          void copyText(linksText([one], 'links', false)).then((copied) =>
            say(copied ? { text: w('directCopied', { n: 1 }) } : { text: w('directCopyFailed'), tone: 'failed' }),
          );
        }}
      />
      <Tool icon="trash" small label={w('deleteDirect', { name })} onClick={onDelete} />
    </li>
  );
}

function DeleteDirect({ link, onClose }: { link: DirectLinkInfo; onClose: () => void }) {
  const w = useWords(directWords);
  const remove = async () => {
    try {
      await client.call('deleteDirectLink', { params: { id: link.id } });
      say({ text: w('didDeleteDirect') });
    } catch (error) {
      createOutcomes(w.t).failed(error, (reason) => w('failDeleteDirect', { reason }));
    } finally {
      refreshAccess();
    }
  };
  return (
    <ConfirmDanger
      title={w('deleteDirectSure')}
      text={w('deleteDirectText')}
      confirm={w('deleteDirectDo')}
      onConfirm={() => void remove()}
      onClose={onClose}
    />
  );
}
