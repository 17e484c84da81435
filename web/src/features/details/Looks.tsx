/** How a folder looks: one of eight colours; and the emoji that stands for a file or folder. */
import type { FileResponse } from '@canopy/contract';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useAnnotate } from '../../files/annotate.ts';
import { FolderIcon, folderColour } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { folderPaints } from './folder-paints.ts';
import { detailsWords } from './words.ts';

const EmojiDialog = lazy(() => import('./EmojiDialog.tsx'));

const colourKey = 'customize:icon_color';
const emojiKey = 'customize:emoji';

export function Looks({ file, isFolder }: { file: FileResponse; isFolder: boolean }) {
  const w = useWords(detailsWords);
  const annotate = useAnnotate();
  const [isChoosing, setChoosing] = useState(false);
  const { name } = file;
  const failed = (reason: string) => w('failLooks', { name, reason });
  const emoji = file.metadata?.[emojiKey];
  const now = folderColour(file);
  const setEmoji = (next: string | null) =>
    void annotate([file], { [emojiKey]: next }, { done: w(next ? 'didEmoji' : 'didNoEmoji', { name }), failed });
  return (
    <section className="block">
      <h3>{w('looks')}</h3>
      {isFolder && (
        <fieldset className="paints">
          <legend className="unseen">{w('colour')}</legend>
          {folderPaints.map(({ colour, stored, label }) => (
            <label key={colour} title={w(label)} className={colour === now ? 'is-on' : ''}>
              <input
                type="radio"
                name={`paint-${file.id}`}
                aria-label={w(label)}
                checked={colour === now}
                onChange={() =>
                  void annotate([file], { [colourKey]: stored }, { done: w('didColour', { name }), failed })
                }
              />
              <FolderIcon colour={colour} />
            </label>
          ))}
        </fieldset>
      )}
      <div className="emoji-line">
        {emoji && (
          <span className="emoji-now" role="img" aria-label={emoji}>
            {emoji}
          </span>
        )}
        <Button size="small" look="edge" onClick={() => setChoosing(true)}>
          {!emoji && <Icon name="plus" className="s" />}
          {w('chooseEmoji')}
        </Button>
        {emoji && (
          <Button size="small" onClick={() => setEmoji(null)}>
            {w('noEmoji')}
          </Button>
        )}
      </div>
      {isChoosing && (
        <Suspense>
          <EmojiDialog
            name={name}
            now={emoji}
            onChosen={(next) => {
              setChoosing(false);
              setEmoji(next);
            }}
            onClose={() => setChoosing(false)}
          />
        </Suspense>
      )}
    </section>
  );
}
