/** The conditions of a search, each a chip that opens its form: what was chosen shows, and goes with its cross. */
import type { FileUri } from '@canopy/contract';
import { type ReactNode, useState } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { type MenuItem, useMenu } from '../../components/Menu.tsx';
import { myFiles } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { typeFilters } from '../explorer/index.ts';
import { useTags } from '../tags/uses.ts';
import { DaysEditor, PropertyEditor, SizeEditor, TagEditor } from './editors.tsx';
import { useProperties } from './properties.ts';
import type { Search } from './search.ts';
import { bytesText, daysText, type SearchWords } from './texts.ts';

interface ChipProps {
  /** What the chip is about, when nothing is chosen. */
  readonly label: string;
  /** What is chosen, in words. */
  readonly value?: string | undefined;
  readonly w: SearchWords;
  readonly onClear?: () => void;
}

interface Opening {
  readonly 'aria-haspopup': 'menu' | 'dialog';
  readonly 'aria-expanded': boolean;
  readonly onClick: (event: { currentTarget: Element }) => void;
}

/** One button, the same before and after something was chosen, so that it keeps the focus; and a cross beside it. */
function ChipFace({ label, value, w, onClear, open }: ChipProps & { readonly open: Opening }) {
  const isOn = value !== undefined;
  const hasCross = isOn && onClear !== undefined;
  return (
    <span className={hasCross ? 'chip-pair' : 'chip-one'}>
      <button
        type="button"
        className={isOn ? 'chip is-on' : 'chip'}
        aria-label={isOn ? w('edit', { name: value }) : undefined}
        title={value}
        {...open}
      >
        <span className="cut">{value ?? label}</span>
        {!hasCross && <Icon name="down" />}
      </button>
      {hasCross && (
        <button type="button" className="chip is-on" aria-label={w('remove', { name: value })} onClick={onClear}>
          <Icon name="close" />
        </button>
      )}
    </span>
  );
}

/** A chip whose choices are a menu. */
export function MenuChip({ items, ...chip }: ChipProps & { readonly items: () => readonly MenuItem[] }) {
  const { props, menu } = useMenu({ label: chip.label, items });
  return (
    <>
      <ChipFace {...chip} open={props} />
      {menu}
    </>
  );
}

function FormChip({
  form,
  ...chip
}: ChipProps & { readonly form: (anchor: Element, onClose: () => void) => ReactNode }) {
  const [anchor, setAnchor] = useState<Element>();
  return (
    <>
      <ChipFace
        {...chip}
        open={{
          'aria-haspopup': 'dialog',
          'aria-expanded': anchor !== undefined,
          onClick: ({ currentTarget }) => setAnchor(currentTarget),
        }}
      />
      {anchor && form(anchor, () => setAnchor(undefined))}
    </>
  );
}

interface SearchChipsProps {
  readonly search: Search;
  readonly onChange: (search: Search) => void;
  /** Where is searched, and where it could be; absent where there is only one place (the trash). */
  readonly place?: {
    readonly uri: FileUri;
    readonly pinned: readonly FileUri[];
    readonly onChange: (uri: FileUri) => void;
  };
  readonly w: SearchWords;
}

export function SearchChips({ search, onChange, place, w }: SearchChipsProps) {
  const t = useT();
  const { nameOf, all: properties } = useProperties();
  const change = (part: Partial<Search>) => onChange({ ...search, ...part });
  const { data: uses } = useTags();
  const tags = (uses ?? []).map(({ name }) => name);
  const exchange = <Item,>(items: readonly Item[], index: number, item?: Item) =>
    items.flatMap((each, at) => (at === index ? (item === undefined ? [] : [item]) : [each]));
  return (
    <div className="chips">
      {place && <PlaceChip {...place} w={w} />}
      {search.words.length > 1 && (
        <MenuChip
          label={w('wordsRule')}
          value={search.anyWord ? w('any') : w('all')}
          w={w}
          items={() =>
            (['all', 'any'] as const).map((id) => ({
              id,
              label: w(id),
              checked: search.anyWord === (id === 'any'),
              onSelect: () => change({ anyWord: id === 'any' }),
            }))
          }
        />
      )}
      <MenuChip
        label={t('type')}
        value={search.type && t(typeFilters[search.type])}
        w={w}
        onClear={() => change({ type: undefined })}
        items={() => [
          {
            id: 'any',
            label: t('typeAny'),
            checked: search.type === undefined,
            onSelect: () => change({ type: undefined }),
          },
          'line',
          ...(Object.keys(typeFilters) as (keyof typeof typeFilters)[]).map((id) => ({
            id,
            label: t(typeFilters[id]),
            checked: search.type === id,
            onSelect: () => change({ type: id }),
          })),
        ]}
      />
      <FormChip
        label={t('modified')}
        value={search.modified && daysText(search.modified, w)}
        w={w}
        onClear={() => change({ modified: undefined })}
        form={(anchor, onClose) => (
          <DaysEditor
            label={t('modified')}
            anchor={anchor}
            value={search.modified}
            w={w}
            onChange={(modified) => change({ modified })}
            onClose={onClose}
          />
        )}
      />
      <FormChip
        label={t('size')}
        value={search.size && bytesText(search.size, w)}
        w={w}
        onClear={() => change({ size: undefined })}
        form={(anchor, onClose) => (
          <SizeEditor
            label={t('size')}
            anchor={anchor}
            value={search.size}
            w={w}
            onChange={(size) => change({ size })}
            onClose={onClose}
          />
        )}
      />
      {[...search.tags, undefined].map((tag, index) => (
        <FormChip
          // biome-ignore lint/suspicious/noArrayIndexKey: the last one is the one that adds
          key={index}
          label={w('tag')}
          value={tag}
          w={w}
          onClear={() => change({ tags: exchange(search.tags, index) })}
          form={(anchor, onClose) => (
            <TagEditor
              label={w('tag')}
              anchor={anchor}
              value={tag}
              known={tags}
              w={w}
              onChange={(next) =>
                change({ tags: [...new Set(tag ? exchange(search.tags, index, next) : [...search.tags, next])] })
              }
              onClose={onClose}
            />
          )}
        />
      ))}
      <FormChip
        label={w('created')}
        value={search.created && w('createdDays', { days: daysText(search.created, w) })}
        w={w}
        onClear={() => change({ created: undefined })}
        form={(anchor, onClose) => (
          <DaysEditor
            label={w('created')}
            anchor={anchor}
            value={search.created}
            w={w}
            onChange={(created) => change({ created })}
            onClose={onClose}
          />
        )}
      />
      {[...search.properties, undefined].map((property, index) => (
        <FormChip
          // biome-ignore lint/suspicious/noArrayIndexKey: the last one is the one that adds
          key={index}
          label={w('more')}
          value={
            property &&
            (property.value
              ? w('propertyOf', { key: nameOf(property.key), value: property.value })
              : nameOf(property.key))
          }
          w={w}
          onClear={() => change({ properties: exchange(search.properties, index) })}
          form={(anchor, onClose) => (
            <PropertyEditor
              label={w('more')}
              anchor={anchor}
              value={property}
              known={properties()}
              w={w}
              onChange={(next) =>
                change({
                  properties: property ? exchange(search.properties, index, next) : [...search.properties, next],
                })
              }
              onClose={onClose}
            />
          )}
        />
      ))}
    </div>
  );
}

/** Everywhere, or in a folder: those on the way to the one that is searched, and those that are pinned. */
function PlaceChip({ uri, pinned, onChange, w }: NonNullable<SearchChipsProps['place']> & { readonly w: SearchWords }) {
  const entry = (folder: FileUri) => ({
    id: folder.toString(),
    label: folder.isRoot ? w('everywhere') : folder.name,
    checked: folder.toString() === uri.toString(),
    onSelect: () => onChange(folder),
  });
  const way = uri.elements.map((_, index) => myFiles.join(...uri.elements.slice(0, index + 1)));
  const others = pinned.filter((pin) => !pin.isRoot && way.every((folder) => folder.toString() !== pin.toString()));
  return (
    <MenuChip
      label={w('place')}
      value={uri.isRoot ? w('everywhere') : w('placeOf', { place: uri.name })}
      w={w}
      {...(uri.isRoot ? {} : { onClear: () => onChange(myFiles) })}
      items={() => [
        entry(myFiles),
        ...(way.length > 0 ? [{ title: w('thisFolder') }, ...way.map(entry)] : []),
        ...(others.length > 0 ? [{ title: w('otherPlaces') }, ...others.map(entry)] : []),
      ]}
    />
  );
}
