/** What can be done with a selection: the row over the files, and the same at the bottom of the phone. */
import { Button, Tool } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { type MenuItems, MenuTool, useMenu } from '../../components/Menu.tsx';
import { say } from '../../components/Snackbar.tsx';
import type { ItemAct } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { DetailsTool } from './Tools.tsx';

export type SelectionAction = ItemAct;

export interface SelectionBarProps {
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

export type PhoneActsProps = Pick<SelectionBarProps, 'actions' | 'moreItems'>;

/** The same at the bottom of the phone. */
export function PhoneActs({ actions, moreItems }: PhoneActsProps) {
  const t = useT();
  const { props, menu } = useMenu({ label: t('more'), items: moreItems ?? (() => []) });
  return (
    <>
      <div className="phone-bar phone-acts phone-only" role="toolbar" aria-label={t('selectionTools')}>
        {actions
          .filter((action) => !action.isDeskOnly)
          .slice(0, 4)
          .map((action) => (
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
