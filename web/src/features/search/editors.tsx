/** The small forms in which the conditions of a search are chosen. */
import { type ReactNode, useId, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { Popover } from '../../components/Popover.tsx';
import { useT } from '../../i18n/index.tsx';
import { timeFilters } from '../explorer/index.ts';
import { type Ago, agoPresets, type Bytes, type Days, type Property } from './search.ts';
import type { SearchWords } from './texts.ts';

interface EditorProps<Value> {
  readonly label: string;
  readonly anchor: Element;
  readonly value: Value | undefined;
  readonly w: SearchWords;
  readonly onChange: (value: Value) => void;
  readonly onClose: () => void;
}

interface PresetsProps<Value> {
  readonly presets: readonly { readonly text: string; readonly value: Value; readonly isOn: boolean }[];
  readonly onPick: (value: Value) => void;
}

/** Usual answers; one press chooses and closes. */
function Presets<Value>({ presets, onPick }: PresetsProps<Value>) {
  const first = Math.max(
    0,
    presets.findIndex(({ isOn }) => isOn),
  );
  return (
    <ul className="presets">
      {presets.map(({ text, value, isOn }, index) => (
        <li key={text}>
          <button
            type="button"
            className="chip"
            aria-pressed={isOn}
            data-autofocus={index === first ? true : undefined}
            onClick={() => onPick(value)}
          >
            {text}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface FormProps<Value> extends Omit<EditorProps<Value>, 'value'> {
  /** What would be chosen by what was written; undefined while that makes no condition. */
  readonly written: Value | undefined;
  /** The fields; `pick` chooses something else and closes. */
  readonly children: (pick: (value: Value) => void) => ReactNode;
}

/** The form of a condition: it closes when something is chosen. */
function Form<Value>({ label, anchor, w, written, children, onChange, onClose }: FormProps<Value>) {
  const pick = (value: Value) => {
    onClose();
    onChange(value);
  };
  return (
    <Popover
      label={label}
      anchor={anchor}
      onClose={onClose}
      onSubmit={() => written !== undefined && pick(written)}
      footer={
        <Button type="submit" look="tint" size="small">
          {w('apply')}
        </Button>
      }
    >
      {children(pick)}
    </Popover>
  );
}

export function DaysEditor({ value, ...form }: EditorProps<Ago | Days>) {
  const { w } = form;
  const t = useT();
  const days = typeof value === 'object' ? value : undefined;
  const [from, setFrom] = useState(days?.from ?? '');
  const [to, setTo] = useState(days?.to ?? '');
  const isWrong = from !== '' && to !== '' && from > to;
  return (
    <Form<Ago | Days>
      {...form}
      written={!isWrong && (from || to) ? { from: from || undefined, to: to || undefined } : undefined}
    >
      {(pick) => (
        <>
          <Presets<Ago>
            presets={agoPresets.map((ago) => ({ text: t(timeFilters[ago]), value: ago, isOn: value === ago }))}
            onPick={pick}
          />
          <div className="pair">
            <Field
              label={w('daysFrom')}
              type="date"
              value={from}
              max="9999-12-31"
              onChange={(e) => setFrom(e.target.value)}
            />
            <Field
              label={w('daysTo')}
              type="date"
              value={to}
              max="9999-12-31"
              error={isWrong ? w('daysWrong') : undefined}
              onChange={(e) => setTo(e.target.value)}
            />
          </div>
        </>
      )}
    </Form>
  );
}

const mega = 1_000_000;
/** As people read sizes: the list says MB for the same. */
const sizePresets = [
  { key: 'sizeSmall', from: undefined, to: mega },
  { key: 'sizeMiddle', from: mega, to: 100 * mega },
  { key: 'sizeLarge', from: 100 * mega, to: undefined },
  { key: 'sizeHuge', from: 1000 * mega, to: undefined },
] as const;

const megabytes = (bytes: number | undefined) => (bytes === undefined ? '' : String(bytes / mega));
const bytesIn = (text: string) => {
  const value = Math.round(Number(text) * mega);
  return Number.isFinite(value) && value > 0 ? value : undefined;
};

export function SizeEditor({ value, ...form }: EditorProps<Bytes>) {
  const { w } = form;
  const [from, setFrom] = useState(megabytes(value?.from));
  const [to, setTo] = useState(megabytes(value?.to));
  const bytes = { from: bytesIn(from), to: bytesIn(to) };
  const isWrong = bytes.from !== undefined && bytes.to !== undefined && bytes.from > bytes.to;
  return (
    <Form {...form} written={!isWrong && (bytes.from || bytes.to) ? bytes : undefined}>
      {(pick) => (
        <>
          <Presets<Bytes>
            presets={sizePresets.map(({ key, ...each }) => ({
              text: w(key),
              value: each,
              isOn: value?.from === each.from && value?.to === each.to,
            }))}
            onPick={pick}
          />
          <div className="pair">
            <Field label={w('sizeFrom')} inputMode="decimal" value={from} onChange={(e) => setFrom(e.target.value)} />
            <Field
              label={w('sizeTo')}
              inputMode="decimal"
              value={to}
              error={isWrong ? w('sizeWrong') : undefined}
              onChange={(e) => setTo(e.target.value)}
            />
          </div>
        </>
      )}
    </Form>
  );
}

/** A tag by its name; those that are known are offered. */
export function TagEditor({ value, known, ...form }: EditorProps<string> & { readonly known: readonly string[] }) {
  const { w } = form;
  const [text, setText] = useState(value ?? '');
  const low = text.trim().toLocaleLowerCase();
  const offered = known.filter((tag) => tag.toLocaleLowerCase().includes(low)).slice(0, 12);
  return (
    <Form {...form} written={text.trim() || undefined}>
      {(pick) => (
        <>
          <Field
            label={w('tagHint')}
            value={text}
            autoComplete="off"
            data-autofocus
            onChange={(e) => setText(e.target.value)}
          />
          {known.length === 0 ? (
            <p className="hint">{w('tagNone')}</p>
          ) : (
            <Presets<string>
              presets={offered.map((tag) => ({ text: tag, value: tag, isOn: tag === value }))}
              onPick={pick}
            />
          )}
        </>
      )}
    </Form>
  );
}

/** Any metadata by its key. */
export function PropertyEditor({
  value,
  known,
  ...form
}: EditorProps<Property> & { readonly known: readonly (readonly [string, string])[] }) {
  const { w } = form;
  const id = useId();
  const [key, setKey] = useState(value?.key ?? '');
  const [text, setText] = useState(value?.value ?? '');
  const named = known.find(([, name]) => name === key.trim())?.[0] ?? key.trim();
  return (
    <Form {...form} written={named === '' ? undefined : { key: named, value: text.trim(), exact: false }}>
      {() => (
        <>
          <Field
            label={w('propertyKey')}
            value={key}
            list={id}
            autoComplete="off"
            data-autofocus
            onChange={(e) => setKey(e.target.value)}
          />
          <datalist id={id}>
            {known.map(([each, name]) => (
              <option key={each} value={name} />
            ))}
          </datalist>
          <Field
            label={w('propertyValue')}
            value={text}
            hint={w('propertyHint')}
            autoComplete="off"
            onChange={(e) => setText(e.target.value)}
          />
        </>
      )}
    </Form>
  );
}
