/** The field in which a property is changed. Enter keeps, Escape leaves. */
import type { User } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  startTransition,
  useEffect,
  useId,
  useOptimistic,
  useRef,
  useState,
} from 'react';
import { client } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { choicesOf, choicesText, type Property, propertyProblem } from './property-rules.ts';
import { detailsWords } from './words.ts';

interface FieldProps {
  readonly property: Property;
  readonly name: string;
  readonly value: string;
  /** Settles when the value is kept or was refused. */
  readonly onSave: (value: string) => Promise<void>;
  readonly onCancel: () => void;
}

export function PropertyField(props: FieldProps) {
  switch (props.property.type) {
    case 'rating':
      return <Stars {...props} />;
    case 'boolean':
      return <YesNo {...props} />;
    case 'select':
      return <Choice {...props} />;
    case 'multi_select':
      return <Choices {...props} />;
    case 'user':
      return <Person {...props} />;
    default:
      return <Text {...props} />;
  }
}

/** Keeps or leaves, with the two buttons; keys stay in the field. */
function Form({
  onSubmit,
  onCancel,
  error,
  children,
}: {
  onSubmit: () => void;
  onCancel: () => void;
  error?: string | undefined;
  children: ReactNode;
}) {
  const t = useT();
  const w = useWords(detailsWords);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onCancel();
  };
  return (
    <form
      className="prop-form"
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      {error && (
        <p className="hint error" role="alert">
          <Icon name="warning" />
          <span>{error}</span>
        </p>
      )}
      <span className="prop-acts">
        <Button size="small" look="tint" type="submit">
          {w('save')}
        </Button>
        <Button size="small" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </span>
    </form>
  );
}

/**
 * The value of a field that is changed by one press: the new one from the press on, whatever is true once it is saved.
 * Without it the browser would put the mark back until the change has gone through the lists.
 */
function useDirect({ value, onSave }: FieldProps): [string, (next: string) => void] {
  const [shown, show] = useOptimistic(value);
  const press = (next: string) =>
    startTransition(async () => {
      show(next);
      await onSave(next);
    });
  return [shown, press];
}

function Text({ property, name, value, onSave, onCancel }: FieldProps) {
  const w = useWords(detailsWords);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [text, setText] = useState(value);
  const [isTried, setTried] = useState(false);
  useEffect(() => field.current?.select(), []);
  const trimmed = property.type === 'text' ? text : text.trim();
  const problem = propertyProblem(property, trimmed);
  const submit = () => (problem ? setTried(true) : onSave(trimmed));
  const shared = {
    ref: field,
    className: 'input',
    'aria-label': name,
    'aria-invalid': (isTried && problem !== undefined) || undefined,
    value: text,
    dir: 'auto' as const,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
  };
  return (
    <Form onSubmit={submit} onCancel={onCancel} error={isTried && problem ? w(problem.key, problem.values) : undefined}>
      {property.type === 'text' ? (
        <textarea
          {...shared}
          rows={2}
          onKeyDown={(event) => {
            /* Enter keeps, as in every field; a new line is Shift+Enter. */
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            submit();
          }}
        />
      ) : (
        <input
          {...shared}
          type={property.type === 'link' ? 'url' : 'text'}
          inputMode={property.type === 'number' ? 'numeric' : undefined}
        />
      )}
    </Form>
  );
}

function Stars(props: FieldProps) {
  const { property, name } = props;
  const w = useWords(detailsWords);
  const [value, press] = useDirect(props);
  const group = useId();
  const max = Math.min(property.max ?? 5, 10);
  const now = Number(value) || 0;
  return (
    <fieldset className="stars">
      <legend className="unseen">{name}</legend>
      {[...Array(max + 1).keys()].map((n) => (
        <label key={n} className={n === 0 ? 'unseen-until-focus' : n <= now ? 'star is-on' : 'star'}>
          <input
            type="radio"
            name={group}
            checked={n === now}
            aria-label={w('stars', { n })}
            onChange={() => press(n === 0 ? '' : String(n))}
            /* The star that is set already takes all away. */
            onClick={() => n === now && n > 0 && press('')}
          />
          {n > 0 && (
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="M10 2.8l2.2 4.6 5 .7-3.600 3.500.9 5-4.500-2.400-4.500 2.400.9-5L2.800 8.100l5-.7z" />
            </svg>
          )}
        </label>
      ))}
      {now > 0 && <span className="t-small faint num">{w('starsOf', { n: now, max })}</span>}
    </fieldset>
  );
}

function YesNo(props: FieldProps) {
  const { name } = props;
  const w = useWords(detailsWords);
  const [value, press] = useDirect(props);
  return (
    <span className="yes-no">
      <input
        type="checkbox"
        role="switch"
        className="toggle"
        aria-label={name}
        checked={value === 'true'}
        aria-checked={value === 'true'}
        onChange={(event) => press(String(event.target.checked))}
      />
      <span className="quiet">{value === '' ? w('unset') : w(value === 'true' ? 'yes' : 'no')}</span>
    </span>
  );
}

function Choice({ property, name, value, onSave, onCancel }: FieldProps) {
  const w = useWords(detailsWords);
  const [chosen, setChosen] = useState(value);
  return (
    <Form onSubmit={() => onSave(chosen)} onCancel={onCancel}>
      <select className="input" aria-label={name} value={chosen} onChange={(event) => setChosen(event.target.value)}>
        <option value="">{w('unset')}</option>
        {property.options?.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </Form>
  );
}

function Choices({ property, name, value, onSave, onCancel }: FieldProps) {
  const options = property.options ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(choicesOf(value)));
  const toggle = (option: string) => {
    const next = new Set(chosen);
    if (!next.delete(option)) next.add(option);
    setChosen(next);
  };
  return (
    <Form onSubmit={() => onSave(choicesText(chosen, options))} onCancel={onCancel}>
      <fieldset className="choices">
        <legend className="unseen">{name}</legend>
        {options.map((option) => (
          <label key={option}>
            <input type="checkbox" className="check" checked={chosen.has(option)} onChange={() => toggle(option)} />
            {option}
          </label>
        ))}
      </fieldset>
    </Form>
  );
}

/** Finds a person by name. */
function Person({ name, value, onSave, onCancel }: FieldProps) {
  const w = useWords(detailsWords);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<User>();
  const keyword = text.trim();
  const { data: found } = useQuery({
    queryKey: ['people', keyword],
    queryFn: async ({ signal }) => {
      await new Promise((go) => setTimeout(go, 200));
      signal.throwIfAborted();
      return client.call('searchUsers', { query: { keyword } }, { signal });
    },
    enabled: keyword.length >= 2 && keyword !== chosen?.nickname,
  });
  const [isTried, setTried] = useState(false);
  const submit = () => {
    if (keyword === '') onSave('');
    else if (chosen && chosen.nickname === keyword) onSave(chosen.id);
    else setTried(true);
  };
  return (
    <Form onSubmit={submit} onCancel={onCancel} error={isTried ? w('badUser') : undefined}>
      <input
        className="input"
        aria-label={name}
        placeholder={w('findUser')}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: the field was asked for
        autoFocus
        onChange={(event) => {
          setText(event.target.value);
          setTried(false);
        }}
      />
      {value !== '' && keyword === '' && <p className="hint">{w('clearValue')}</p>}
      {found && keyword !== chosen?.nickname && (
        <ul className="suggestions" aria-live="polite">
          {found.map((user) => (
            <li key={user.id}>
              <button
                type="button"
                onClick={() => {
                  setChosen(user);
                  setText(user.nickname);
                }}
              >
                {user.nickname}
                {user.email && <span className="faint"> {user.email}</span>}
              </button>
            </li>
          ))}
          {found.length === 0 && <li className="quiet">{w('nobodyFound')}</li>}
        </ul>
      )}
    </Form>
  );
}
