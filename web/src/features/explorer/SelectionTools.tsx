/** What can be done with a selection: the row over the files, and the same at the bottom of the phone. */
import { useId } from 'react';
import { Button, Tool } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { type MenuItems, MenuTool, useMenu } from '../../components/Menu.tsx';
import { say } from '../../components/Snackbar.tsx';
import { Tip } from '../../components/Tip.tsx';
import { useOnline } from '../../device/index.ts';
import type { ItemAct } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { selectionWords } from './selection-words.ts';
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
  const w = useWords(selectionWords);
  const { t } = w;
  return (
    <div className="selection" role="toolbar" aria-label={w('selectionTools')}>
      <Tool icon="close" small label={w('clear')} hint="Esc" onClick={props.onClear} />
      <strong className="num" role="status">
        {w('selected', { n: props.count })}
      </strong>
      {props.bytes > 0 && <span className="t-small num quiet">{t.size(props.bytes)}</span>}
      <span className="acts">
        {props.actions.map((action) => (
          <Act key={action.id} {...action} />
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

/** One action with its word; where it can't be done, its reason is told to whoever points at it, comes to it, or tries. */
function Act({ label, icon, isDanger, why, run }: SelectionAction) {
  const id = useId();
  const w = useWords(selectionWords);
  const online = useOnline();
  const reason = why ?? (online ? undefined : w('whyOffline'));
  return (
    <Tip text={reason ?? label} onFocus={reason !== undefined}>
      <button
        type="button"
        className={isDanger ? 'button small is-danger' : 'button small'}
        aria-disabled={reason ? true : undefined}
        aria-describedby={reason ? id : undefined}
        onClick={reason ? () => say({ text: reason }) : run}
      >
        <Icon name={icon} className="s" />
        <span>{label}</span>
        {reason && (
          <span id={id} className="unseen">
            {reason}
          </span>
        )}
      </button>
    </Tip>
  );
}

export type PhoneActsProps = Pick<SelectionBarProps, 'actions' | 'moreItems'>;

/** The same at the bottom of the phone. */
export function PhoneActs({ actions, moreItems }: PhoneActsProps) {
  const w = useWords(selectionWords);
  const { t } = w;
  const online = useOnline();
  const whyNot = ({ why }: SelectionAction) => why ?? (online ? undefined : w('whyOffline'));
  const { props, menu } = useMenu({ label: t('more'), items: moreItems ?? (() => []) });
  return (
    <>
      <div className="phone-bar phone-acts phone-only" role="toolbar" aria-label={w('selectionTools')}>
        {actions
          .filter((action) => !action.isDeskOnly)
          .slice(0, 4)
          .map((action) => (
            <button
              key={action.id}
              type="button"
              className={action.isDanger ? 'is-danger' : ''}
              /* No tooltip on the phone: the reason is said instead. */
              aria-disabled={whyNot(action) ? true : undefined}
              onClick={whyNot(action) ? () => say({ text: whyNot(action) ?? '' }) : action.run}
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
