/** Which columns a list has, and in which order. */
import type { ListViewColumn } from '@canopy/contract';
import { useEffect, useId, useState } from 'react';
import { useSiteExplorer } from '../../api/index.ts';
import { Button, Tool } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Field } from '../../components/Field.tsx';
import { Icon } from '../../components/Icon.tsx';
import { knownMetadataKeys } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import {
  allTags,
  type ColumnNames,
  idOf,
  isShown,
  kinds,
  loadColumnNames,
  metadataColumn,
  usualColumns,
} from './chosen-columns.tsx';
import { viewWords } from './view-words.ts';

interface ColumnsDialogProps {
  readonly name: string;
  readonly columns: readonly ListViewColumn[] | undefined;
  /** null = as usual. */
  readonly onChange: (columns: readonly ListViewColumn[] | null) => void;
  readonly onClose: () => void;
}

const hidden = /^(sys|tag|thumb|dav|customize):/;

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function ColumnsDialog({ name, columns, onChange, onClose }: ColumnsDialogProps) {
  const w = useWords(viewWords);
  const { t } = w;
  const id = useId();
  const { data: site } = useSiteExplorer();
  const [shown, setShown] = useState<readonly ListViewColumn[]>((columns ?? usualColumns).filter(isShown));
  const [names, setNames] = useState<{ readonly of: ColumnNames }>();
  const [other, setOther] = useState('');
  useEffect(() => {
    void loadColumnNames(t).then((of) => setNames({ of }));
  }, [t]);
  const nameOf = (column: ListViewColumn) => names?.of(column) ?? '';
  const has = (column: ListViewColumn) => shown.some((each) => idOf(each) === idOf(column));
  const seen = knownMetadataKeys().filter((key) => !hidden.test(key));
  const offered = [
    { type: kinds.modified },
    { type: kinds.size },
    { type: kinds.created },
    metadataColumn(allTags),
    ...(site?.custom_props ?? []).map((property) => metadataColumn(`props:${property.id}`)),
    ...seen.filter((key) => !key.startsWith('props:')).map(metadataColumn),
  ].filter((column) => !has(column));
  const move = (index: number, by: number) => {
    const next = [...shown];
    const [column] = next.splice(index, 1);
    if (column) next.splice(index + by, 0, column);
    setShown(next);
  };
  const key = other.trim();
  return (
    <Dialog
      title={w('columns')}
      sub={`${name} · ${w('columnsHint')}`}
      onClose={onClose}
      onSubmit={() => {
        onClose();
        /* The kind of the name comes first, as other clients have it. */
        onChange([{ type: kinds.name }, ...shown]);
      }}
      footer={
        <>
          <Button
            onClick={() => {
              onClose();
              onChange(null);
            }}
          >
            {w('usual')}
          </Button>
          <span className="gap" />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="solid" type="submit">
            {w('apply')}
          </Button>
        </>
      }
    >
      <h3 className="label">{w('shown')}</h3>
      <ol className="columns-shown">
        {shown.map((column, index) => (
          <li key={idOf(column)}>
            <span className="cut">{nameOf(column)}</span>
            <Tool
              icon="up"
              small
              label={w('earlier', { name: nameOf(column) })}
              disabled={index === 0}
              onClick={() => move(index, -1)}
            />
            <Tool
              icon="down"
              small
              label={w('later', { name: nameOf(column) })}
              disabled={index === shown.length - 1}
              onClick={() => move(index, 1)}
            />
            <Tool
              icon="close"
              small
              label={w('remove', { name: nameOf(column) })}
              onClick={() => setShown(shown.filter((each) => each !== column))}
            />
          </li>
        ))}
      </ol>
      <p className="hint">{shown.length === 0 ? w('nothingShown') : w('nameFirst')}</p>
      <h3 className="label">{w('add')}</h3>
      <ul className="columns-offered">
        {offered.map((column) => (
          <li key={idOf(column)}>
            <button type="button" className="chip" onClick={() => setShown([...shown, column])}>
              <Icon name="plus" />
              {nameOf(column)}
            </button>
          </li>
        ))}
      </ul>
      <div className="columns-other">
        <Field
          label={w('addOther')}
          placeholder={w('addOtherHint')}
          value={other}
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
          id={id}
          onChange={(event) => setOther(event.target.value)}
        />
        <Button
          disabled={key === '' || has(metadataColumn(key))}
          onClick={() => {
            setShown([...shown, metadataColumn(key)]);
            setOther('');
          }}
        >
          {w('addIt')}
        </Button>
      </div>
    </Dialog>
  );
}
