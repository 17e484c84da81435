/** What stands around a list that is no folder: its name, its tools or those of the selection, menu and keys. */
import type { FileResponse } from '@canopy/contract';
import { type ComponentProps, type ReactNode, useEffect } from 'react';
import { Menu, type MenuItem } from '../../components/Menu.tsx';
import { usePhone } from '../../device/index.ts';
import { noSelection } from '../../files/index.ts';
import { Bar, isWriting } from '../../frame/index.ts';
import { useT } from '../../i18n/index.tsx';
import type { Browsing } from './browsing.ts';
import { MenuHead } from './MenuHead.tsx';
import { PhoneActs, type SelectionAction, SelectionBar } from './Tools.tsx';

type Files = readonly FileResponse[];

interface ListFrameProps {
  readonly place: ComponentProps<typeof Bar>['place'];
  readonly name: string;
  readonly files: Files;
  /** Whether `files` are all there are. */
  readonly isComplete: boolean;
  readonly browsing: Browsing;
  readonly itemsOf: (files: Files) => MenuItem[];
  readonly actionsOf: (files: Files) => SelectionAction[];
  /** What the Delete key does with the selection; it does not change while that stays the same. */
  readonly onDelete: (files: Files) => void;
  /** Stands in the row of tools while nothing is selected. */
  readonly tools: ReactNode;
  /** What stands on the stage. */
  readonly children: ReactNode;
}

/** The Delete key is about the selection, unless somebody writes or something lies over the list. */
function useDeleteKey(chosen: Files, onDelete: (files: Files) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isWriting(event) || chosen.length === 0) return;
      if (event.key !== 'Delete' || document.querySelector('dialog[open], .menu-layer')) return;
      event.preventDefault();
      onDelete(chosen);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [chosen, onDelete]);
}

export function ListFrame(props: ListFrameProps) {
  const { name, files, isComplete, browsing } = props;
  const { selection, select, chosen, menu } = browsing;
  const t = useT();
  const phone = usePhone();
  const selecting = selection.ids.size > 0;
  const actions = selecting ? props.actionsOf(chosen) : [];
  const [menuFile] = menu?.files ?? [];

  useEffect(() => {
    document.title = `${name} · Canopy`;
  }, [name]);
  useDeleteKey(chosen, props.onDelete);

  const allText = isComplete ? t('selectAll', { n: files.length }) : t('selectAllShort');
  return (
    <>
      <Bar place={props.place} hidesPhoneBar={phone && selecting}>
        <div className="crumbs">
          <h1 className="here is-title">{name}</h1>
        </div>
      </Bar>
      <section className="tools" aria-label={t('tools')}>
        {selecting ? (
          <SelectionBar
            count={selection.ids.size}
            bytes={chosen.reduce((sum, file) => sum + file.size, 0)}
            allText={isComplete && chosen.length === files.length ? undefined : allText}
            onAll={browsing.selectEverything}
            onClear={() => select(noSelection)}
            actions={actions}
          />
        ) : (
          <div className="browse">{props.tools}</div>
        )}
      </section>
      {props.children}
      {phone && selecting && <PhoneActs actions={actions} />}
      {menu?.files && (
        <Menu
          label={t('moreFor', { name: menuFile?.name ?? '' })}
          anchor={menu.anchor}
          items={props.itemsOf(menu.files)}
          head={menuFile && <MenuHead file={menuFile} />}
          onClose={browsing.closeMenu}
        />
      )}
    </>
  );
}
