/** The columns somebody chose for a list. Their kinds are numbers of the contract (ListViewColumn). */
import type { FileResponse, ListViewColumn } from '@canopy/contract';
import { loadSiteExplorer } from '../../api/index.ts';
import { type Column, isFolder, Tags } from '../../files/index.ts';
import { propertyName } from '../../files/property-names.ts';
import type { Translator } from '../../i18n/index.tsx';
import { bindWords } from '../../i18n/words.ts';
import { showTag } from './columns.tsx';
import { viewWords } from './view-words.ts';

export const kinds = { name: 0, modified: 1, size: 2, metadata: 3, created: 4, property: 26 } as const;

/** Kinds that stand for one key of metadata. */
const keyOfKind: Readonly<Record<number, string>> = {
  9: 'exif:f',
  10: 'exif:exposure_time',
  11: 'exif:iso',
  12: 'exif:camera_make',
  13: 'exif:camera_model',
  14: 'exif:lens_make',
  15: 'exif:lens_model',
  16: 'exif:focal_length',
  17: 'exif:exposure_bias',
  18: 'exif:flash',
  19: 'exif:software',
  20: 'exif:taken_at',
  22: 'music:title',
  23: 'music:artist',
  24: 'music:album',
  25: 'stream:duration',
  27: 'geocoding:street',
  28: 'geocoding:locality',
  29: 'geocoding:place',
  30: 'geocoding:district',
  31: 'geocoding:region',
  32: 'geocoding:country',
};

/** The beginning of every tag's key: the column of all tags. */
export const allTags = 'tag:';

/** The column of one key of metadata. */
export function metadataColumn(key: string): ListViewColumn {
  return key.startsWith('props:')
    ? { type: kinds.property, props: { custom_props_id: key.slice('props:'.length) } }
    : { type: kinds.metadata, props: { metadata_key: key } };
}

/** The key of metadata that a column shows; undefined for what a file has without. */
export function keyOf({ type, props }: ListViewColumn): string | undefined {
  if (type === kinds.metadata) return props?.metadata_key;
  if (type === kinds.property) return props?.custom_props_id && `props:${props.custom_props_id}`;
  return keyOfKind[type];
}

/** What tells a column from another. */
export const idOf = (column: ListViewColumn): string => keyOf(column) ?? `kind ${column.type}`;

/** Whether the list can show it here; the name stands first anyway. */
export function isShown(column: ListViewColumn): boolean {
  return keyOf(column) !== undefined || [kinds.modified, kinds.size, kinds.created].includes(column.type as 1 | 2 | 4);
}

const usualWidth: Readonly<Record<number, number>> = { [kinds.modified]: 152, [kinds.created]: 152, [kinds.size]: 88 };
const otherWidth = 140;

export const widthOf = (column: ListViewColumn): number =>
  Math.min(800, Math.max(48, column.width ?? usualWidth[column.type] ?? otherWidth));

/** The columns that stand there when none were chosen. */
export const usualColumns: readonly ListViewColumn[] = [{ type: kinds.modified }, { type: kinds.size }];

/** Names of columns; custom properties as the site calls them. */
export type ColumnNames = (column: ListViewColumn) => string;

export async function loadColumnNames(t: Translator): Promise<ColumnNames> {
  const w = bindWords(viewWords, t);
  const site = await loadSiteExplorer().catch(() => undefined);
  const own = new Map((site?.custom_props ?? []).map((each) => [`props:${each.id}`, propertyName(each, t)]));
  return (column) => {
    if (column.type === kinds.modified) return t('modified');
    if (column.type === kinds.size) return t('size');
    if (column.type === kinds.created) return w('created');
    const key = keyOf(column) ?? '';
    return key === allTags ? w('tags') : (own.get(key) ?? key);
  };
}

function cellOf(column: ListViewColumn, t: Translator): (file: FileResponse) => React.ReactNode {
  if (column.type === kinds.size) return (file) => (isFolder(file) ? '' : <bdi>{t.size(file.size)}</bdi>);
  const date = { [kinds.modified]: 'updated_at', [kinds.created]: 'created_at' } as const;
  const member = date[column.type as keyof typeof date];
  if (member) return (file) => <time dateTime={file[member]}>{t.when(file[member])}</time>;
  const key = keyOf(column) ?? '';
  if (key === allTags) return (file) => <Tags file={file} onTag={showTag} />;
  return (file) => <bdi>{file.metadata?.[key] ?? ''}</bdi>;
}

function classOf(column: ListViewColumn): string {
  if (column.type === kinds.size) return 'cell-size';
  /* Who has a column for tags does not see them beside the name as well. */
  return keyOf(column) === allTags ? 'cell-chosen cell-tags' : 'cell-chosen';
}

const sorts = { [kinds.modified]: 'updated_at', [kinds.created]: 'created_at', [kinds.size]: 'size' } as const;

/** Columns for the list, of those that can be shown here. */
export async function loadColumns(chosen: readonly ListViewColumn[], t: Translator): Promise<Column[]> {
  const nameOf = await loadColumnNames(t);
  return chosen.filter(isShown).map((column) => {
    const sort = sorts[column.type as keyof typeof sorts];
    return {
      id: idOf(column),
      label: nameOf(column),
      className: classOf(column),
      width: widthOf(column),
      cell: cellOf(column, t),
      ...(sort ? { sort } : {}),
    };
  });
}

/** The same columns, one of them of another width. */
export function withWidth(
  chosen: readonly ListViewColumn[] | undefined,
  id: string,
  width: number,
): readonly ListViewColumn[] {
  return (chosen ?? usualColumns).map((column) =>
    idOf(column) === id ? { ...column, width: Math.round(width) } : column,
  );
}
