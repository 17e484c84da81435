/** Asks what to do about a name that is taken: once, and if wanted for all others too. */
import type { UploadConflict, UploadState } from '@canopy/client';
import { FileUri } from '@canopy/contract';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Facts } from '../../components/Facts.tsx';
import { KindIcon, kindOf } from '../../files/index.ts';
import { paperOf } from '../../files/Paper.tsx';
import { Picture } from '../../files/Picture.tsx';
import { useWords } from '../../i18n/words.ts';
import type { Engine } from './engine.ts';
import { useQuestion } from './question.ts';
import { type UploadWords, uploadWords } from './words.ts';

type Choice = 'replace' | 'both' | 'skip';

/** Opens by itself when names are taken; closed without an answer, the rows of the panel go on asking. */
export function ConflictDialog({ engine, state }: { engine: Engine; state: UploadState }) {
  const { about, settle } = useQuestion();
  const { conflicts } = state;
  const none = conflicts.length === 0;
  useEffect(() => {
    if (none) settle();
  }, [none, settle]);
  if (about === 'later') return null;
  const conflict = conflicts.find((each) => each.id === about) ?? conflicts[0];
  return conflict ? <Ask key={conflict.id} engine={engine} state={state} conflict={conflict} /> : null;
}

function Ask({ engine, state, conflict }: { engine: Engine; state: UploadState; conflict: UploadConflict }) {
  const w = useWords(uploadWords);
  const { later, settle } = useQuestion();
  const { existing, file, unfinished } = conflict;
  const canReplace = existing.type === 0;
  const [choice, setChoice] = useState<Choice>(canReplace ? 'replace' : 'both');
  const [all, setAll] = useState(true);
  const others = state.conflicts.length - 1;
  const expected = state.active || others > 0;
  const { name } = file;
  const folder = existing.path ? FileUri.parse(existing.path).parent().name || w.t('files') : w.t('files');

  const options: readonly (readonly [Choice, string, string])[] = [
    ['replace', w('replace'), w(canReplace ? (unfinished ? 'replaceUnfinishedSub' : 'replaceSub') : 'replaceNot')],
    ['both', w('keepBoth'), w('bothSub', { name: conflict.bothName })],
    ['skip', w('skip'), w('skipSub')],
  ];
  return (
    <Dialog
      lead={<KindIcon kind={kindOf(name)} />}
      title={w('clashTitle', { name })}
      sub={
        others > 0 ? w('clashSub', { n: state.conflicts.length, total: state.filesTotal }) : w('clashOne', { folder })
      }
      onClose={later}
      onSubmit={() => {
        settle();
        engine.uploader.resolve(conflict.id, choice, { all: all && expected });
      }}
      footer={
        <>
          {expected && (
            <label className="stay">
              <input
                type="checkbox"
                className="check"
                checked={all}
                onChange={(event) => setAll(event.target.checked)}
              />
              {others > 0 ? w('applyAll', { n: others }) : w('applyAllLater')}
            </label>
          )}
          <span className="gap" />
          <Button
            onClick={() => {
              settle();
              engine.uploader.cancel(conflict.rowId);
              engine.uploader.clear(conflict.rowId);
            }}
          >
            {w('cancelUpload')}
          </Button>
          <Button look="solid" type="submit" data-autofocus>
            {w('goAhead')}
          </Button>
        </>
      }
    >
      <div className="versus">
        <Side
          title={w('inFolder')}
          shot={<Picture file={existing} />}
          facts={[
            existing.type === 0 ? w.t.size(existing.size) : undefined,
            w.t.when(existing.updated_at),
            unfinished ? w('unfinishedMark') : undefined,
          ]}
        />
        <Side title={w('adding')} shot={<NewPicture conflict={conflict} />} {...newFacts(conflict, w)} />
      </div>
      <div className="choose" role="radiogroup" aria-label={w('clashTitle', { name })}>
        {options.map(([id, title, sub]) => (
          <label key={id} className="choice">
            <input
              type="radio"
              className="radio"
              name="choice"
              checked={choice === id}
              disabled={id === 'replace' && !canReplace}
              onChange={() => setChoice(id)}
            />
            <div>
              {title}
              <p>{sub}</p>
            </div>
          </label>
        ))}
      </div>
    </Dialog>
  );
}

interface About {
  readonly facts: readonly (string | undefined)[];
  /** What it has over the other one. */
  readonly plus?: string | undefined;
}

function Side({ title, shot, facts, plus }: About & { title: string; shot: ReactNode }) {
  return (
    <figure>
      <span className="bed">{shot}</span>
      <strong>{title}</strong>
      <figcaption className="num">
        <Facts facts={facts} />
        {plus && (
          <span className="fact">
            <span className="dot" />
            <strong className="plus">{plus}</strong>
          </span>
        )}
      </figcaption>
    </figure>
  );
}

/** Milliseconds that two clocks may differ without one file being called the newer one. */
const sameMs = 2000;

function newFacts({ file, existing }: UploadConflict, w: UploadWords): About {
  const modified = file.lastModified;
  const newer = modified !== undefined && modified > Date.parse(existing.updated_at) + sameMs;
  return {
    facts: [w.t.size(file.size), modified === undefined ? undefined : w.t.when(new Date(modified).toISOString())],
    plus: newer ? w('newer') : file.size > existing.size ? w('larger') : undefined,
  };
}

/** Larger pictures would have to be decoded for a small view of them. */
const shownBytes = 20_000_000;

/** What the file on this side looks like, when it is a picture that browsers show. */
function NewPicture({ conflict: { file } }: { conflict: UploadConflict }) {
  const [broken, setBroken] = useState(false);
  const isPicture = file instanceof Blob && /^image\/(jpeg|png|gif|webp|avif|bmp)$/.test(file.type);
  const url = useMemo(
    () => (isPicture && file.size < shownBytes ? URL.createObjectURL(file) : undefined),
    [isPicture, file],
  );
  useEffect(() => (url ? () => URL.revokeObjectURL(url) : undefined), [url]);
  const kind = kindOf(file.name);
  return (
    <span className={`pic kind-${kind}`}>
      {url && !broken ? (
        <img className="art" src={url} alt="" onError={() => setBroken(true)} />
      ) : (
        (paperOf(kind) ?? <KindIcon kind={kind} />)
      )}
    </span>
  );
}
