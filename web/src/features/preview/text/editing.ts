/** Writing a text: what is unsaved, saving it, and what stands in the way. */
import { ApiError, ErrorCode, FilePermission, type FileResponse, type FileUri, hasFlag } from '@canopy/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { client, type Reason, reasonOf } from '../../../api/index.ts';
import { copyText } from '../../../components/copy-text.ts';
import { announce, say } from '../../../components/Snackbar.tsx';
import { myFiles, uriOf } from '../../../files/index.ts';
import { saveContent } from '../../../files/operations-content.ts';
import { stepPreview } from '../index.tsx';
import { dropDraft, keepDraft } from './drafts.ts';
import { encode, type Format, formatToSave } from './encode.ts';
import { createUnderFreeName, downloadContent } from './keeping.ts';
import { rememberText } from './pieces.ts';
import type { TextWords } from './words.ts';

/** Bytes that are edited here at most: what is typed stands in memory, and is sent as a whole. */
export const editBytes = 4_000_000;

/** Whether the person may write the file; what has no mark of rights is his own. */
export function mayEdit({ permission }: Pick<FileResponse, 'permission'>): boolean {
  return typeof permission !== 'string' || hasFlag(permission, FilePermission.UPDATE);
}

/** Why a text can't be edited, in words; undefined when it can. */
export function whyNoEditing(file: FileResponse, version: string | undefined, w: TextWords): string | undefined {
  if (version !== undefined) return w('whyVersion');
  const { host } = uriOf(file);
  if (host === 'trash') return w('whyPlace');
  if (!mayEdit(file)) return w('whyRight');
  if (file.size > editBytes) return w('whyLarge', { size: w.t.size(editBytes) });
  return undefined;
}

/** What somebody else did meanwhile. */
export type Clash = 'changed' | 'gone';

interface EditingParts {
  readonly file: FileResponse;
  readonly siblings: readonly FileResponse[];
  readonly format: Format;
  /** The text as it stands in the view. */
  readonly read: () => string;
  /** Shows the text of the file again, in place of what was written. */
  readonly reset: () => void;
  readonly w: TextWords;
}

const draftPauseMs = 400;

/** Where a copy of one's own text goes when somebody else's stands in the file. */
export function copyNameOf(name: string, w: TextWords): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  return w('copyName', { stem, ending });
}

export function useEditing({ file, siblings, format, read, reset, w }: EditingParts) {
  const [isOn, setOn] = useState(false);
  const [isChanged, setChanged] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [clash, setClash] = useState<Clash>();
  /** Why the server does not take the text here, when it said so. */
  const [refusal, setRefusal] = useState<Reason>();
  /** The version that the text in the view was made from. */
  const base = useRef(file.primary_entity);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wasTold = useRef(false);

  const keep = useCallback(() => {
    clearTimeout(pause.current);
    pause.current = undefined;
    const isKept = keepDraft(file.id, { text: read(), base: base.current, at: Date.now() });
    if (!isKept && !wasTold.current) {
      wasTold.current = true;
      say({ text: w('notKept'), tone: 'failed' });
    }
  }, [file.id, read, w]);
  /* What was typed in the last moment is kept too, whatever takes the view away. */
  const flush = useRef(keep);
  flush.current = keep;
  useEffect(() => {
    if (!isChanged) return;
    const warn = (event: BeforeUnloadEvent) => {
      if (pause.current !== undefined) flush.current();
      event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isChanged]);
  useEffect(() => () => clearTimeout(pause.current), []);

  const onChange = () => {
    setChanged(true);
    clearTimeout(pause.current);
    pause.current = setTimeout(keep, draftPauseMs);
  };

  const settle = () => {
    clearTimeout(pause.current);
    pause.current = undefined;
    dropDraft(file.id);
    setChanged(false);
    setClash(undefined);
    setRefusal(undefined);
  };
  /** Ends the writing with what the file holds. */
  const leaveOff = () => {
    settle();
    setOn(false);
    reset();
  };
  /** Says why it failed. What the server refuses will hardly be taken by another attempt: it needs another place. */
  const fail = (error: unknown) => {
    const { text, id } = reasonOf(error, w.t);
    if (error instanceof ApiError) {
      setClash(undefined);
      setRefusal({ text: uriOf(file).host === 'share' ? `${text} ${w('refusedShare')}` : text, id });
    } else say({ text: w('failSave', { name: file.name, reason: text }), tone: 'failed', errorId: id });
  };
  const show = (now: FileResponse) => {
    base.current = now.primary_entity;
    stepPreview(
      now,
      siblings.map((each) => (each.id === file.id ? now : each)),
    );
  };

  /** @returns whether it was saved */
  const save = async (previous = base.current): Promise<boolean> => {
    if (isSaving) return false;
    const text = read();
    const bytes = encode(text, formatToSave(format));
    keep();
    setSaving(true);
    try {
      /* The server makes a file of any name that is free: one that was moved or renamed would be there twice. */
      if (previous !== undefined && (await client.info(uriOf(file))).id !== file.id) {
        setClash('changed');
        return false;
      }
      const now = await saveContent(file, bytes, previous);
      rememberText(now, bytes);
      show(now);
      /* Somebody who types while it is saved has changed it again. */
      if (read() === text) settle();
      announce(w('saved', { name: file.name }));
      return true;
    } catch (error) {
      const code = error instanceof ApiError ? error.code : undefined;
      if (code === ErrorCode.STALE_VERSION || code === ErrorCode.CONFLICT) setClash('changed');
      else if (code === ErrorCode.PATH_NOT_EXIST) setClash('gone');
      else fail(error);
      return false;
    } finally {
      setSaving(false);
    }
  };

  const written = () => encode(read(), formatToSave(format));
  const keepIn = async (folder: FileUri) => {
    const copy = await createUnderFreeName(folder, copyNameOf(file.name, w), written());
    leaveOff();
    return copy;
  };

  /** Runs one of the answers to a question; says why when it fails. */
  const answer = async (act: () => Promise<unknown>) => {
    try {
      await act();
    } catch (error) {
      fail(error);
    }
  };
  const answers = {
    mine: () =>
      answer(async () => {
        const theirs = await client.info(uriOf(file));
        setClash(undefined);
        await save(theirs.primary_entity);
      }),
    again: () =>
      answer(async () => {
        base.current = undefined;
        setClash(undefined);
        await save();
      }),
    copy: () =>
      answer(async () => {
        say({ text: w('didCopy', { copy: await keepIn(uriOf(file).parent()) }) });
        if (clash === 'changed') show(await client.info(uriOf(file)));
      }),
    theirs: () =>
      answer(async () => {
        const theirs = await client.info(uriOf(file));
        leaveOff();
        show(theirs);
      }),
    /** Into the person's own files. */
    keep: () =>
      answer(async () => {
        say({ text: w('didKeep', { copy: await keepIn(myFiles) }) });
      }),
    clipboard: async () => {
      const isCopied = await copyText(read());
      say({ text: w(isCopied ? 'didClipboard' : 'failClipboard'), tone: isCopied ? 'done' : 'failed' });
    },
    download: async () => downloadContent(file.name, written()),
    later: () => {
      setClash(undefined);
      setRefusal(undefined);
    },
  };

  return {
    isOn,
    isChanged,
    isSaving,
    clash,
    refusal,
    answers,
    onChange,
    save,
    start: (from: string | undefined = file.primary_entity) => {
      base.current = from;
      setOn(true);
    },
    stop: () => setOn(false),
    /** Gives up what is not saved. */
    drop: () => {
      settle();
      reset();
    },
  };
}

export type Editing = ReturnType<typeof useEditing>;
