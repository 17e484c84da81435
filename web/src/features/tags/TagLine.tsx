/** The tags of one file or of several, to be added and taken away. */
import type { FileResponse } from '@canopy/contract';
import { lazy, Suspense, useRef, useState } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { useAnnotate } from '../../files/annotate.ts';
import { type Tag, tagKey, tagStyle } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { TagForm } from './TagForm.tsx';
import { showTagged, type TagOfMany, tagsOfAll } from './uses.ts';
import { tagWords } from './words.ts';
import './tags.css';

const TagManager = lazy(() => import('./TagManager.tsx'));

interface TagLineProps {
  readonly files: readonly FileResponse[];
  /** In a dialog of its own, which has the title and closes before one goes elsewhere. */
  readonly inDialog?: { readonly close: () => void };
}

export function TagLine({ files, inDialog }: TagLineProps) {
  const w = useWords(tagWords);
  const annotate = useAnnotate();
  const adder = useRef<HTMLButtonElement>(null);
  const [isAdding, setAdding] = useState(false);
  const [isManaging, setManaging] = useState(false);
  const tags = tagsOfAll(files);
  const said = (key: 'didAdd' | 'didRemove', tag: string) => ({
    done: w(key, { n: files.length, name: files[0]?.name ?? '', tag }),
    failed: (reason: string) => w('failed', { reason }),
  });
  const put = async ({ name, colour }: Tag) => {
    await annotate(files, { [`${tagKey}${name}`]: colour }, said('didAdd', name));
  };
  const take = async (name: string) => {
    const having = files.filter((file) => file.metadata?.[`${tagKey}${name}`] !== undefined);
    /* The chip is gone: the focus stays in the line. */
    adder.current?.focus();
    await annotate(having, { [`${tagKey}${name}`]: null }, said('didRemove', name));
  };
  const closeForm = () => {
    setAdding(false);
    setTimeout(() => adder.current?.focus(), 0);
  };
  const show = (name: string) => {
    inDialog?.close();
    showTagged(name);
  };
  return (
    <section className="block">
      {!inDialog && (
        <header>
          <h3>{w('tags')}</h3>
          <button type="button" onClick={() => setManaging(true)}>
            {w('manage')}
          </button>
        </header>
      )}
      <div className="tagline">
        {tags.map((tag) => (
          <Chip
            key={tag.name}
            tag={tag}
            total={files.length}
            onShow={() => show(tag.name)}
            onAll={() => void put(tag)}
            onRemove={() => void take(tag.name)}
          />
        ))}
        <button ref={adder} type="button" className="add" hidden={isAdding} onClick={() => setAdding(true)}>
          <Icon name="plus" />
          {w('add')}
        </button>
      </div>
      {isAdding && (
        <TagForm
          taken={new Set(tags.filter((tag) => tag.count === files.length).map((tag) => tag.name))}
          onAdd={(tag) => {
            closeForm();
            void put(tag);
          }}
          onCancel={closeForm}
        />
      )}
      {isManaging && (
        <Suspense>
          <TagManager onClose={() => setManaging(false)} />
        </Suspense>
      )}
    </section>
  );
}

interface ChipProps {
  readonly tag: TagOfMany;
  readonly total: number;
  readonly onShow: () => void;
  readonly onAll: () => void;
  readonly onRemove: () => void;
}

function Chip({ tag, total, onShow, onAll, onRemove }: ChipProps) {
  const w = useWords(tagWords);
  const isPart = tag.count < total;
  return (
    <span className={isPart ? 'tag is-part' : 'tag'} style={tagStyle(tag)}>
      <button type="button" className="tag-name" aria-label={w('find', { name: tag.name })} onClick={onShow}>
        <bdi>{tag.name}</bdi>
      </button>
      {isPart && (
        <button type="button" className="tag-all num" aria-label={w('toAll', { name: tag.name })} onClick={onAll}>
          {w('onSome', { n: tag.count, total })}
        </button>
      )}
      <button type="button" className="tag-off" aria-label={w('remove', { name: tag.name })} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </span>
  );
}
