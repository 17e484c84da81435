/** A name for a tag, with those in use to choose from, and its colour. */
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { type Tag, tagStyle } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { ColourChoice } from './ColourChoice.tsx';
import { tagNameProblem } from './name.ts';
import { useTags } from './uses.ts';
import { tagWords } from './words.ts';

const shown = 6;

interface TagFormProps {
  /** Tags that all have already: not offered. */
  readonly taken: ReadonlySet<string>;
  readonly onAdd: (tag: Tag) => void;
  readonly onCancel: () => void;
}

export function TagForm({ taken, onAdd, onCancel }: TagFormProps) {
  const t = useT();
  const w = useWords(tagWords);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string>();
  const [at, setAt] = useState(-1);
  const [problem, setProblem] = useState<string>();
  const { data: tags = [] } = useTags();
  const name = text.trim();
  const low = name.toLocaleLowerCase();
  const fits = tags
    .filter((tag) => !taken.has(tag.name) && tag.name.toLocaleLowerCase().includes(low))
    .sort((a, b) => b.count - a.count)
    .slice(0, shown);
  const same = tags.find((tag) => tag.name === name);
  const colour = chosen ?? same?.color ?? '';

  const add = (tag: Tag) => {
    const wrong = tagNameProblem(tag.name) ?? (taken.has(tag.name) ? 'nameThere' : undefined);
    if (wrong) {
      setProblem(w(wrong));
      field.current?.focus();
    } else onAdd(tag);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') onCancel();
    else if (event.key === 'ArrowDown') setAt((now) => Math.min(now + 1, fits.length - 1));
    else if (event.key === 'ArrowUp') setAt((now) => Math.max(now - 1, -1));
    else return;
    event.preventDefault();
  };
  const marked = fits[at];
  return (
    <form
      className="tag-form"
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        add(marked ? { name: marked.name, colour: marked.color } : { name, colour });
      }}
    >
      <input
        ref={field}
        className="input"
        role="combobox"
        aria-label={w('field')}
        aria-expanded={fits.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={marked ? `${id}-${at}` : undefined}
        aria-invalid={problem ? true : undefined}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: the form was asked for
        autoFocus
        dir="auto"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(-1);
          setProblem(undefined);
        }}
      />
      {problem && (
        <p className="hint error" role="alert">
          <Icon name="warning" />
          <span>{problem}</span>
        </p>
      )}
      <div id={`${id}-list`} className="tag-fits" role="listbox" aria-label={w('suggestions')}>
        {fits.map((tag, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
          <div
            key={tag.name}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onClick={() => add({ name: tag.name, colour: tag.color })}
          >
            <span className="tag-dot" style={tagStyle({ colour: tag.color })} />
            <span className="cut">{tag.name}</span>
            <span className="faint num">{t.number(tag.count)}</span>
          </div>
        ))}
      </div>
      {name !== '' && !same && <ColourChoice value={colour} onChange={setChosen} />}
      <span className="prop-acts">
        <Button size="small" look="tint" type="submit">
          {w('addDo')}
        </Button>
        <Button size="small" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </span>
    </form>
  );
}
