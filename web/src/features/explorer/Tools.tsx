/** The row of tools: filters, count, order, view. A selection takes the place of the filters in the same row. */
import { lazy, Suspense } from 'react';
import { Tool } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { type MenuItem, useMenu } from '../../components/Menu.tsx';
import { keyName, type Order, setPreferences, usePreferences, type View } from '../../device/index.ts';
import { type MessageKey, useT } from '../../i18n/index.tsx';
import { type Filter, type TimeFilter, type TypeFilter, timeFilters, typeFilters } from './filter.ts';
import type { PhoneActsProps, SelectionAction, SelectionBarProps } from './SelectionTools.tsx';
import './explorer.css';

const TileTools = lazy(() => import('./TileTools.tsx'));

export interface ToolsProps {
  readonly countText: string;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  /** Least width of a picture of the gallery, pixels; undefined = the usual one. */
  readonly tile: number | undefined;
  readonly onTile: (width: number) => void;
  readonly hidden: boolean;
}

export function Tools(props: ToolsProps) {
  const t = useT();
  const { filter, onFilter } = props;
  return (
    <div className="browse" hidden={props.hidden}>
      <div className="chips">
        <Chip<TypeFilter>
          label={t('type')}
          any={t('typeAny')}
          options={typeFilters}
          value={filter.type}
          onChange={(type) => onFilter({ ...filter, type })}
        />
        <Chip<TimeFilter>
          label={t('modified')}
          any={t('modifiedAny')}
          options={timeFilters}
          value={filter.time}
          onChange={(time) => onFilter({ ...filter, time })}
        />
      </div>
      <span className="gap" />
      <span className="t-small faint num desk-only count-text">{props.countText}</span>
      {props.view !== 'list' && (
        <Suspense>
          <TileTools {...props} />
        </Suspense>
      )}
      <ViewSwitch view={props.view} onView={props.onView} />
      <DetailsTool />
    </div>
  );
}

interface ChipProps<Value extends string> {
  readonly label: string;
  readonly any: string;
  readonly options: Readonly<Record<Value, MessageKey>>;
  readonly value: Value | undefined;
  readonly onChange: (value: Value | undefined) => void;
}

function Chip<Value extends string>({ label, any, options, value, onChange }: ChipProps<Value>) {
  const t = useT();
  const choices = Object.entries(options) as [Value, MessageKey][];
  const items = (): MenuItem[] => [
    { id: 'any', label: any, checked: value === undefined, onSelect: () => onChange(undefined) },
    'line',
    ...choices.map(([id, key]) => ({ id, label: t(key), checked: value === id, onSelect: () => onChange(id) })),
  ];
  const { props, menu } = useMenu({ label, items });
  if (value === undefined) {
    return (
      <>
        <button type="button" className="chip" {...props}>
          {label}
          <Icon name="down" />
        </button>
        {menu}
      </>
    );
  }
  const name = t(options[value]);
  return (
    <button
      type="button"
      className="chip"
      aria-pressed="true"
      aria-label={t('clearFilter', { name })}
      onClick={() => onChange(undefined)}
    >
      {name}
      <Icon name="close" />
    </button>
  );
}

export const views = ['list', 'grid', 'gallery'] as const satisfies readonly View[];

export function ViewSwitch({ view, onView }: { view: View; onView: (view: View) => void }) {
  const t = useT();
  return (
    <div className="switch" role="group" aria-label={t('view')}>
      {views.map((each) => (
        <Tool key={each} icon={each} label={t(`${each}View`)} pressed={view === each} onClick={() => onView(each)} />
      ))}
    </div>
  );
}

export function DetailsTool() {
  const t = useT();
  const open = usePreferences((state) => state.details);
  return (
    <Tool
      icon="details"
      small
      className="desk-only"
      label={t('details')}
      hint={keyName('alt', 'Enter')}
      pressed={open}
      onClick={() => setPreferences({ details: !open })}
    />
  );
}

const load = () => import('./SelectionTools.tsx');
const LazySelectionBar = lazy(async () => ({ default: (await load()).SelectionBar }));
const LazyPhoneActs = lazy(async () => ({ default: (await load()).PhoneActs }));

export type { SelectionAction };

/** What can be done with the selection. Its chunk comes while the browser is idle; until then its ground stands there. */
export function SelectionBar(props: SelectionBarProps) {
  return (
    <Suspense fallback={<div className="selection" />}>
      <LazySelectionBar {...props} />
    </Suspense>
  );
}

/** The same at the bottom of the phone. */
export function PhoneActs(props: PhoneActsProps) {
  return (
    <Suspense>
      <LazyPhoneActs {...props} />
    </Suspense>
  );
}
