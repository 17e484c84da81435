/** Text and code: coloured, in the encoding it most likely has, in pieces when it is long; and written here too. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { Button, Tool } from '../../../components/Button.tsx';
import { say } from '../../../components/Snackbar.tsx';
import { useWords } from '../../../i18n/words.ts';
import { usePrint } from '../print.ts';
import { useControls, type ViewerProps } from '../viewer.ts';
import { wrapsAtFirst } from '../views.ts';
import { Failed, Waiting } from '../Waiting.tsx';
import { CodeArea } from './CodeArea.tsx';
import type { CodeView } from './code-view.ts';
import { type Encoding, encodings } from './decode.ts';
import { type Draft, draftOf, dropDraft } from './drafts.ts';
import { mayEdit, useEditing, whyNoEditing } from './editing.ts';
import { formatToSave } from './encode.ts';
import { useText } from './pieces.ts';
import { ClashQuestion, LeaveQuestion, RefusedQuestion } from './Questions.tsx';
import { textWords } from './words.ts';
import { isToBeWritten } from './written.ts';
import './text.css';

interface TextViewerProps extends ViewerProps {
  /** Something that stands before the tools at the bottom. */
  readonly tools?: React.ReactNode;
}

/** Bytes that are printed at most: some two thousand sheets. */
const printBytes = 8_000_000;

/** Bytes that are read by scrolling alone; beyond them, somebody has to want more. */
const scrolledBytes = 16_000_000;

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function TextViewer({ file, siblings, version, controls, onReady, tools }: TextViewerProps) {
  const w = useWords(textWords);
  const { t } = w;
  const view = useRef<CodeView>(null);
  const done = useRef<HTMLButtonElement>(null);
  const [wraps, setWraps] = useState(wrapsAtFirst(file));
  const text = useText(file, version);
  const { query } = text;
  const read = useCallback(() => view.current?.text ?? '', []);
  const reset = () => view.current?.setText(text.text ?? '');
  const format = { encoding: text.encoding, hasMark: text.hasMark };
  const editing = useEditing({ file, siblings, format, read, reset, w });
  const [draft, setDraft] = useState<Draft>();
  const [leaving, setLeaving] = useState<{ readonly go: () => void }>();
  const [whyNot, setWhyNot] = useState<string>();
  const [isPrinting, setPrinting] = useState(false);
  const isShown = text.text !== undefined;

  useEffect(() => {
    if (!isShown) return;
    onReady();
    view.current?.focus();
  }, [isShown, onReady]);
  useEffect(() => {
    if (isShown && version === undefined) setDraft(draftOf(file.id));
  }, [isShown, version, file.id]);

  const edit = async (from?: Draft) => {
    let why = whyNoEditing(file, version, w);
    /* Why it could not be read stands beside the button that tries it again. */
    if (!why && !(await text.readAll())) return;
    if (!why && !text.isLossless()) why = w('whyBytes');
    setWhyNot(why);
    if (why) return;
    resumed.current = from;
    setDraft(undefined);
    editing.start(from ? from.base : file.primary_entity);
  };
  /* Once the view takes what is typed. */
  const resumed = useRef<Draft>(undefined);
  useEffect(() => {
    if (!editing.isOn) return;
    if (resumed.current) view.current?.type(resumed.current.text);
    resumed.current = undefined;
    view.current?.focus();
  }, [editing.isOn]);
  useEffect(() => {
    if (isShown && isToBeWritten(file)) void edit();
  });
  const finish = () => {
    if (editing.isChanged) setLeaving({ go: editing.stop });
    else editing.stop();
  };
  usePrint('text', () => {
    const lines = document.createElement('pre');
    lines.textContent = read();
    return lines;
  });
  const print = async () => {
    if (file.size > printBytes) return say({ text: w('whyNoPrint', { size: t.size(printBytes) }) });
    setPrinting(await text.readAll());
  };
  /* Once the view has what was read last. */
  useEffect(() => {
    if (!isPrinting) return;
    setPrinting(false);
    window.print();
  }, [isPrinting]);
  useControls(controls, {
    find: () => view.current?.find(),
    print: () => void print(),
    guard: (go) => (editing.isChanged ? setLeaving({ go }) : go()),
    onKey: ({ key, ctrlKey, metaKey, nativeEvent }) => {
      if (!editing.isOn) return false;
      if ((ctrlKey || metaKey) && key.toLowerCase() === 's') void editing.save();
      else if (key === 'Escape' && nativeEvent.composedPath().some(isEditor)) done.current?.focus();
      else return false;
      return true;
    },
  });

  if (query.error && !isShown) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  if (text.text === undefined) return <Waiting name={file.name} />;
  const readMore = () => {
    if (text.isWhole || query.isFetching || query.error || text.bytesRead > scrolledBytes) return;
    void text.readMore();
  };
  return (
    <div className="page">
      {draft && draft.text !== text.text && !editing.isOn && (
        <p className="draft" role="status">
          <span>{w('draft', { when: t.when(new Date(draft.at).toISOString()) })}</span>
          <Button size="small" look="tint" onClick={() => void edit(draft)}>
            {w('draftUse')}
          </Button>
          <Button
            size="small"
            onClick={() => {
              dropDraft(file.id);
              setDraft(undefined);
            }}
          >
            {w('draftDrop')}
          </Button>
        </p>
      )}
      {file.size === 0 && !editing.isOn && <p className="quiet plain">{w('empty')}</p>}
      <div className="code-place" hidden={file.size === 0 && !editing.isOn}>
        <CodeArea
          key={text.encoding}
          view={view}
          text={text.text}
          fileName={file.name}
          wraps={wraps}
          isEditable={editing.isOn}
          w={w}
          onChange={editing.onChange}
          onEnd={readMore}
        />
      </div>
      <footer>
        {tools}
        <label className="choose-encoding">
          <span className="unseen">{w('encoding')}</span>
          <select
            value={text.encoding}
            disabled={editing.isOn}
            onChange={(event) => text.setEncoding(event.target.value as Encoding)}
          >
            {encodings.map((each) => (
              <option key={each} value={each}>
                {each.toUpperCase()}
              </option>
            ))}
          </select>
        </label>
        <label className="stay">
          <input type="checkbox" className="check" checked={wraps} onChange={() => setWraps(!wraps)} />
          {w('wrap')}
        </label>
        <Tool icon="search" small label={w('find')} onClick={() => view.current?.find()} />
        {text.looksBinary && <span className="warn">{w('notText')}</span>}
        {editing.isOn && formatToSave(format).encoding !== text.encoding && <span className="warn">{w('asUtf8')}</span>}
        {whyNot && (
          <span className="warn" role="alert">
            {whyNot}
          </span>
        )}
        <span className="gap" />
        {(!text.isWhole || query.error) && (
          <>
            <span className="num quiet">{w('shown', { shown: t.size(text.bytesRead), total: t.size(file.size) })}</span>
            <Button look="edge" size="small" busy={query.isFetchingNextPage} onClick={() => void text.readMore()}>
              {query.error ? t('retry') : w('more')}
            </Button>
          </>
        )}
        {editing.isOn ? (
          <>
            {editing.isChanged && <span className="quiet t-small">{w('unsaved')}</span>}
            <Button ref={done} size="small" look="edge" onClick={finish}>
              {w('done')}
            </Button>
            <Button
              size="small"
              look="solid"
              busy={editing.isSaving}
              disabled={!editing.isChanged}
              onClick={() => void editing.save()}
            >
              {w('save')}
            </Button>
          </>
        ) : (
          version === undefined &&
          mayEdit(file) && (
            <Button size="small" look="edge" icon="rename" onClick={() => void edit()}>
              {w('edit')}
            </Button>
          )
        )}
      </footer>
      {editing.clash && <ClashQuestion name={file.name} editing={editing} w={w} />}
      {editing.refusal && <RefusedQuestion name={file.name} reason={editing.refusal} editing={editing} w={w} />}
      {leaving && (
        <LeaveQuestion
          name={file.name}
          w={w}
          onStay={() => setLeaving(undefined)}
          onDrop={() => {
            editing.drop();
            setLeaving(undefined);
            leaving.go();
          }}
          onSave={async () => {
            setLeaving(undefined);
            if (await editing.save()) leaving.go();
          }}
        />
      )}
    </div>
  );
}

const isEditor = (target: EventTarget) => target instanceof Element && target.classList.contains('cm-content');
