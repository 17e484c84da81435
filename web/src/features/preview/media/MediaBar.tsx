/** The controls of a player. */
import type { ReactNode } from 'react';
import { Tool } from '../../../components/Button.tsx';
import { MenuTool } from '../../../components/Menu.tsx';
import { useWords } from '../../../i18n/words.ts';
import { clock } from './clock.ts';
import { rates } from './keys.ts';
import type { Media } from './use-media.ts';
import { mediaWords } from './words.ts';
import './media.css';

interface MediaBarProps {
  readonly media: Media;
  /** Tools beside the play button. */
  readonly around?: { readonly before: ReactNode; readonly after: ReactNode };
  /** Tools at the end. */
  readonly children?: ReactNode;
}

export function MediaBar({ media, around, children }: MediaBarProps) {
  const w = useWords(mediaWords);
  const { isPaused, time, duration, loaded, volume, isMuted, rate } = media.playing;
  const share = (value: number) => `${duration > 0 ? (100 * value) / duration : 0}%`;
  const loud = isMuted ? 0 : volume;
  return (
    /* Time runs from left to right in every language. */
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className="media-bar" role="group" aria-label={w('controls')} dir="ltr">
      {around?.before}
      <Tool
        icon={isPaused ? 'play' : 'pause'}
        label={w(isPaused ? 'play' : 'pause')}
        hint="Space"
        onClick={media.toggle}
      />
      {around?.after}
      <span className="num t-small media-time">{clock(time)}</span>
      <input
        type="range"
        className="media-track"
        aria-label={w('position')}
        aria-valuetext={w('positionOf', { at: clock(time), total: clock(duration) })}
        min={0}
        max={duration || 1}
        step={0.1}
        value={Math.min(time, duration || 1)}
        style={{ '--done': share(time), '--loaded': share(loaded) }}
        onChange={(event) => media.seek(Number(event.target.value))}
      />
      <span className="num t-small quiet media-time">{clock(duration)}</span>
      <Tool
        className="media-sound"
        icon={loud === 0 ? 'mute' : 'sound'}
        label={w(isMuted ? 'unmute' : 'mute')}
        hint="M"
        onClick={media.toggleMute}
      />
      <input
        type="range"
        className="media-track media-volume"
        aria-label={w('volume')}
        min={0}
        max={1}
        step={0.05}
        value={loud}
        style={{ '--done': `${loud * 100}%`, '--loaded': '0%' }}
        onChange={(event) => media.setVolume(Number(event.target.value))}
      />
      <MenuTool
        icon="speed"
        label={w('speed')}
        end
        items={() =>
          rates.map((each) => ({
            id: String(each),
            label: w('speedOf', { rate: each }),
            checked: each === rate,
            onSelect: () => media.setRate(each),
          }))
        }
      />
      {children}
    </div>
  );
}
