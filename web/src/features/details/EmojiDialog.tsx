/** Chooses one of the emojis that the site offers. */
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { reasonOf } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { readingKey } from '../../device/reading-key.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { useEmojis } from './site.ts';
import { detailsWords } from './words.ts';

interface EmojiProps {
  readonly name: string;
  readonly now: string | undefined;
  readonly onChosen: (emoji: string) => void;
  readonly onClose: () => void;
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function EmojiDialog({ name, now, onChosen, onClose }: EmojiProps) {
  const t = useT();
  const w = useWords(detailsWords);
  const body = useRef<HTMLDivElement>(null);
  const { data: groups, error, refetch } = useEmojis();
  const all = groups?.flatMap(([, emojis]) => emojis) ?? [];
  const first = now && all.includes(now) ? now : all[0];

  /* They come after the dialog has opened; then the focus is among them. */
  const isThere = groups !== undefined;
  useEffect(() => {
    if (isThere) body.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus();
  }, [isThere]);

  /* One stop for Tab; arrows go through the signs, as many to a line as fit. */
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(body.current?.querySelectorAll<HTMLElement>('.emojis button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const here = buttons[at];
    if (!here) return;
    const line = Math.max(1, buttons.filter((each) => each.offsetTop === here.offsetTop).length);
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: line,
      ArrowUp: -line,
      Home: -at,
      End: buttons.length - 1 - at,
    };
    const step = steps[readingKey(event.key)];
    if (step === undefined) return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
  };
  return (
    <Dialog title={w('emojiTitle', { name })} onClose={onClose}>
      {error ? (
        <div role="alert">
          <p className="quiet">{reasonOf(error, t).text}</p>
          <Button look="edge" onClick={() => void refetch()}>
            {t('retry')}
          </Button>
        </div>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons in it
        <div ref={body} onKeyDown={onKeyDown}>
          {groups?.map(([sign, emojis]) => (
            <fieldset key={sign} className="emojis" aria-label={sign}>
              {emojis.map((emoji) => (
                <button
                  key={emoji}
                  type="button"
                  aria-pressed={emoji === now}
                  tabIndex={emoji === first ? 0 : -1}
                  onClick={() => onChosen(emoji)}
                >
                  {emoji}
                </button>
              ))}
            </fieldset>
          ))}
        </div>
      )}
    </Dialog>
  );
}
