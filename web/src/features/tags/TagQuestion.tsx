/** Asks what a tag shall become. */
import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Field } from '../../components/Field.tsx';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { ColourChoice } from './ColourChoice.tsx';
import type { TagChange } from './changes.ts';
import { tagNameProblem } from './name.ts';
import type { TagUse } from './uses.ts';
import { tagWords } from './words.ts';

export interface Asked {
  readonly kind: 'rename' | 'merge' | 'recolour' | 'delete';
  readonly tag: TagUse;
}

interface QuestionProps {
  readonly asked: Asked;
  readonly tags: readonly TagUse[];
  readonly onAnswer: (change: TagChange) => void;
  readonly onClose: () => void;
}

export function TagQuestion({ asked: { kind, tag }, tags, onAnswer, onClose }: QuestionProps) {
  const t = useT();
  const w = useWords(tagWords);
  const others = tags.filter(({ name }) => name !== tag.name);
  const [name, setName] = useState(kind === 'merge' ? (others[0]?.name ?? '') : tag.name);
  const [colour, setColour] = useState(tag.color);
  const to = name.trim();
  const target = others.find((each) => each.name === to);
  const problem = tagNameProblem(name);
  const titles = {
    rename: 'renameTitle',
    merge: 'mergeTitle',
    recolour: 'recolourTitle',
    delete: 'deleteTitle',
  } as const;
  const submit = () => {
    if (kind === 'delete') onAnswer({ kind });
    else if (kind === 'recolour') onAnswer({ kind, colour });
    else if (to === tag.name) onClose();
    else if (!problem) onAnswer({ kind: 'rename', to: { name: to, colour: target?.color } });
  };
  return (
    <Dialog
      title={w(titles[kind], { name: tag.name })}
      narrow
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <span className="gap" />
          <Button onClick={onClose} data-autofocus={kind === 'delete' || undefined}>
            {t('cancel')}
          </Button>
          <Button look={kind === 'delete' ? 'danger' : 'solid'} type="submit">
            {w(kind === 'delete' ? 'delete' : kind === 'merge' ? 'mergeDo' : 'save')}
          </Button>
        </>
      }
    >
      {kind === 'rename' && (
        <Field
          label={w('field')}
          value={name}
          dir="auto"
          autoComplete="off"
          data-autofocus
          error={problem && w(problem)}
          hint={target && w('mergesNote', { name: target.name })}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      {kind === 'merge' && (
        <label className="field">
          <span className="label">{w('mergeInto')}</span>
          <select className="input" data-autofocus value={name} onChange={(event) => setName(event.target.value)}>
            {others.map((each) => (
              <option key={each.name}>{each.name}</option>
            ))}
          </select>
          <span className="hint">{w('mergeText', { name: tag.name })}</span>
        </label>
      )}
      {kind === 'recolour' && <ColourChoice value={colour} onChange={setColour} />}
      {kind === 'delete' && <p className="t-read quiet">{w('deleteText', { n: tag.count })}</p>}
    </Dialog>
  );
}
