/** The row of tools: filters, count, order, view. A selection takes the place of the filters in the same row. */
import { Button, Tool } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { type MenuItem, type MenuItems, MenuTool, useMenu } from '../../components/Menu.tsx';
import { say } from '../../components/Snackbar.tsx';
import { keyName, type Order, type SortKey, setPreferences, usePreferences, type View } from '../../device/index.ts';
import { type MessageKey, useT } from '../../i18n/index.tsx';
import { type Filter, type TimeFilter, type TypeFilter, timeFilters, typeFilters } from './filter.ts';
import './explorer.css';

const sortNames: Readonly<Record<SortKey, MessageKey>> = {
  name: 'sortName',
  size: 'sortSize',
  updated_at: 'sortModified',
  created_at: 'sortCreated',
};

interface ToolsProps {
  readonly countText: string;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly view: View;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
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
      {props.view === 'grid' && <SortMenu order={props.order} onOrder={props.onOrder} />}
      <ViewSwitch view={props.view} />
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

/** Entries that choose an order; for the sort menu and for the phone's folder menu. */
export function orderItems(t: ReturnType<typeof useT>, order: Order, onOrder: (order: Order) => void): MenuItem[] {
  return [
    { title: t('sortBy') },
    ...(Object.entries(sortNames) as [SortKey, MessageKey][]).map(([by, key]) => ({
      id: `sort-${by}`,
      label: t(key),
      checked: order.by === by,
      onSelect: () => onOrder({ by, direction: by === 'name' ? 'asc' : 'desc' }),
    })),
    'line',
    {
      id: 'asc',
      label: t('ascending'),
      icon: 'arrowup',
      checked: order.direction === 'asc',
      onSelect: () => onOrder({ ...order, direction: 'asc' }),
    },
    {
      id: 'desc',
      label: t('descending'),
      icon: 'arrowdown',
      checked: order.direction === 'desc',
      onSelect: () => onOrder({ ...order, direction: 'desc' }),
    },
  ];
}

function SortMenu({ order, onOrder }: { order: Order; onOrder: (order: Order) => void }) {
  const t = useT();
  const { props, menu } = useMenu({ label: t('sortBy'), items: () => orderItems(t, order, onOrder), end: true });
  return (
    <>
      <Button size="small" className="quiet sort" {...props}>
        {t(sortNames[order.by])}
        <Icon name={order.direction === 'asc' ? 'arrowup' : 'arrowdown'} className="s" />
      </Button>
      {menu}
    </>
  );
}

function ViewSwitch({ view }: { view: View }) {
  const t = useT();
  return (
    <div className="switch" role="group" aria-label={t('view')}>
      <Tool
        icon="list"
        label={t('listView')}
        pressed={view === 'list'}
        onClick={() => setPreferences({ view: 'list' })}
      />
      <Tool
        icon="grid"
        label={t('gridView')}
        pressed={view === 'grid'}
        onClick={() => setPreferences({ view: 'grid' })}
      />
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

export interface SelectionAction {
  readonly id: string;
  readonly label: string;
  readonly icon: Parameters<typeof Button>[0]['icon'] & string;
  /** Can't be taken back: said in red. */
  readonly isDanger?: boolean;
  /** Why it can't be done now: said in its tooltip. */
  readonly why?: string | undefined;
  readonly run: () => void;
}

interface SelectionBarProps {
  readonly count: number;
  readonly bytes: number;
  /** Text of "select all", or undefined when all is selected. */
  readonly allText: string | undefined;
  readonly onAll: () => void;
  readonly onClear: () => void;
  readonly actions: readonly SelectionAction[];
  readonly moreItems?: () => MenuItems;
}

/** What can be done with the selection; as wide as the row, where the filters were. */
export function SelectionBar(props: SelectionBarProps) {
  const t = useT();
  return (
    <div className="selection" role="toolbar" aria-label={t('selectionTools')}>
      <Tool icon="close" small label={t('clear')} hint="Esc" onClick={props.onClear} />
      <strong className="num" role="status">
        {t('selected', { n: props.count })}
      </strong>
      {props.bytes > 0 && <span className="t-small num quiet">{t.size(props.bytes)}</span>}
      <span className="acts">
        {props.actions.map((action) => (
          <button
            key={action.id}
            type="button"
            className={action.isDanger ? 'button small is-danger' : 'button small'}
            aria-disabled={action.why ? true : undefined}
            onClick={action.why ? undefined : action.run}
            title={action.why ?? action.label}
          >
            <Icon name={action.icon} className="s" />
            <span>{action.label}</span>
          </button>
        ))}
        {props.moreItems && <MenuTool icon="more" small label={t('more')} items={props.moreItems} />}
      </span>
      <span className="gap" />
      {props.allText && (
        <Button look="word" size="small" onClick={props.onAll}>
          {props.allText}
        </Button>
      )}
      <DetailsTool />
    </div>
  );
}

/** The same at the bottom of the phone. */
export function PhoneActs({ actions, moreItems }: Pick<SelectionBarProps, 'actions' | 'moreItems'>) {
  const t = useT();
  const { props, menu } = useMenu({ label: t('more'), items: moreItems ?? (() => []) });
  return (
    <>
      <div className="phone-bar phone-acts phone-only" role="toolbar" aria-label={t('selectionTools')}>
        {actions.slice(0, 4).map((action) => (
          <button
            key={action.id}
            type="button"
            className={action.isDanger ? 'is-danger' : ''}
            /* No tooltip on the phone: the reason is said instead. */
            aria-disabled={action.why ? true : undefined}
            onClick={action.why ? () => say({ text: action.why ?? '' }) : action.run}
          >
            <Icon name={action.icon} />
            <span>{action.label}</span>
          </button>
        ))}
        {moreItems && (
          <button type="button" {...props}>
            <Icon name="more" />
            <span>{t('more')}</span>
          </button>
        )}
      </div>
      {menu}
    </>
  );
}
