/** A field that finds people and groups by their names, and holds those found until they are invited. */
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { useWords } from '../../i18n/words.ts';
import { type Candidate, GroupFace, PersonFace, useCandidates } from './people.tsx';
import { sharingWords } from './words.ts';

export const keyOf = ({ kind, id }: Pick<Candidate, 'kind' | 'id'>): string => `${kind} ${id}`;

interface FindPeopleProps {
  readonly chosen: readonly Candidate[];
  readonly onChosen: (chosen: readonly Candidate[]) => void;
  /** Keys of those who are in already. */
  readonly leftOut: ReadonlySet<string>;
  readonly disabled?: boolean;
  /** What stands at the end of the field. */
  readonly children?: ReactNode;
}

export function FindPeople({ chosen, onChosen, leftOut, disabled, children }: FindPeopleProps) {
  const w = useWords(sharingWords);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const { candidates, isFinding, isShort } = useCandidates(text, new Set([...leftOut, ...chosen.map(keyOf)]));
  const isOpen = text.trim() !== '';
  const at = Math.min(marked, candidates.length - 1);

  const take = (candidate: Candidate | undefined) => {
    if (!candidate) return;
    onChosen([...chosen, candidate]);
    setText('');
    setMarked(0);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Backspace' && text === '' && chosen.length > 0) onChosen(chosen.slice(0, -1));
    else if (!isOpen) return;
    else if (event.key === 'ArrowDown') setMarked((at + 1) % Math.max(1, candidates.length));
    else if (event.key === 'ArrowUp') setMarked((at - 1 + candidates.length) % Math.max(1, candidates.length));
    else if (event.key === 'Enter') take(candidates[at]);
    else if (event.key === 'Escape') setText('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const state = isFinding
    ? w('finding', { text: text.trim() })
    : candidates.length > 0
      ? ''
      : isShort
        ? w('typeMore')
        : w('nobodyFound', { text: text.trim() });
  return (
    <div className="find-people">
      <div className="input large">
        {chosen.map((each) => (
          <span key={keyOf(each)} className="token">
            <span className="cut">{each.name}</span>
            <button
              type="button"
              aria-label={w('takeOut', { name: each.name })}
              onClick={() => onChosen(chosen.filter((other) => other !== each))}
            >
              <Icon name="close" />
            </button>
          </span>
        ))}
        <input
          ref={field}
          value={text}
          disabled={disabled}
          placeholder={chosen.length > 0 ? '' : w('addPeople')}
          aria-label={w('addPeople')}
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && candidates[at] ? `${id}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value);
            setMarked(0);
          }}
          onKeyDown={onKeyDown}
        />
        {children}
      </div>
      {isOpen && (
        <div className="found">
          <div role="listbox" id={`${id}-list`} aria-label={w('suggestions')} hidden={candidates.length === 0}>
            {candidates.map((each, index) => (
              <div
                key={keyOf(each)}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className={index === at ? 'hit is-hover' : 'hit'}
                onPointerEnter={() => setMarked(index)}
                onPointerDown={(event) => {
                  event.preventDefault();
                  take(each);
                }}
              >
                {each.kind === 'user' ? <PersonFace name={each.name} /> : <GroupFace />}
                <span className="who-is">
                  {each.name}
                  <small>{each.kind === 'group' ? w('group') : each.sub}</small>
                </span>
              </div>
            ))}
          </div>
          <p className="t-small faint" role="status">
            {state}
          </p>
        </div>
      )}
    </div>
  );
}
