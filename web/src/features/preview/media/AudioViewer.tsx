/** A sound with its cover, and the others of its folder after it. */
import { useEffect, useMemo, useState } from 'react';
import { Tool } from '../../../components/Button.tsx';
import { FileName, KindIcon } from '../../../files/index.ts';
import { usePicture } from '../../../files/pictures.ts';
import { useWords } from '../../../i18n/words.ts';
import { stepPreview } from '../index.tsx';
import { useControls, type ViewerProps } from '../viewer.ts';
import { viewOf } from '../views.ts';
import { Failed } from '../Waiting.tsx';
import { playByKey } from './keys.ts';
import { MediaBar } from './MediaBar.tsx';
import { useMedia } from './use-media.ts';
import { mediaWords } from './words.ts';

/** Whether the next one follows by itself; stays from one to the next. */
let followsOn = true;

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function AudioViewer(props: ViewerProps) {
  const { file, siblings, version, controls } = props;
  const w = useWords(mediaWords);
  const [goesOn, setGoesOn] = useState(followsOn);
  const tracks = useMemo(() => siblings.filter((each) => viewOf(each) === 'audio'), [siblings]);
  const index = tracks.findIndex(({ id }) => id === file.id);
  const [previous, next] = [tracks[index - 1], tracks[index + 1]];
  const media = useMedia(props, () => {
    if (followsOn && next && version === undefined) stepPreview(next);
  });
  const cover = usePicture(file);
  useControls(controls, { onKey: (event) => playByKey(event, media) });
  const { play, pause } = media;
  const title = file.metadata?.['music:title'] || file.name;
  const artist = file.metadata?.['music:artist'];

  /* The keys of keyboards, headsets and lock screens. */
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is called reads the state of its moment
  useEffect(() => {
    const { mediaSession } = navigator;
    if (!mediaSession) return;
    const artwork = cover ? [{ src: cover }] : [];
    mediaSession.metadata = new MediaMetadata({ title, artwork, ...(artist !== undefined && { artist }) });
    const keys = {
      play,
      pause,
      previoustrack: previous ? () => stepPreview(previous) : null,
      nexttrack: next ? () => stepPreview(next) : null,
    } as const;
    const actions = Object.entries(keys) as [MediaSessionAction, (() => void) | null][];
    for (const [action, act] of actions) mediaSession.setActionHandler(action, act);
    return () => {
      mediaSession.metadata = null;
      for (const [action] of actions) mediaSession.setActionHandler(action, null);
    };
  }, [title, artist, cover, previous, next]);

  if (media.error) return <Failed error={media.error} onRetry={media.retry} />;
  return (
    <div className="audio">
      <div className="audio-now">
        <span className="audio-cover">{cover ? <img src={cover} alt="" /> : <KindIcon kind="audio" />}</span>
        <h2 className="t-title">
          {title === file.name ? <FileName name={file.name} isFolder={false} /> : <bdi>{title}</bdi>}
        </h2>
        {artist && (
          <p className="quiet">
            <bdi>{artist}</bdi>
          </p>
        )}
        {/* biome-ignore lint/a11y/useMediaCaption: sound of somebody's own */}
        <audio ref={media.element} />
        <MediaBar
          media={media}
          around={{
            before: previous && <Tool icon="left" label={w('previousTrack')} onClick={() => stepPreview(previous)} />,
            after: next && <Tool icon="right" label={w('nextTrack')} onClick={() => stepPreview(next)} />,
          }}
        />
      </div>
      {tracks.length > 1 && version === undefined && (
        <section className="audio-queue" aria-label={w('queue')}>
          <ol>
            {tracks.map((track) => (
              <li key={track.id}>
                <button
                  type="button"
                  aria-current={track.id === file.id ? 'true' : undefined}
                  onClick={() => stepPreview(track)}
                >
                  <KindIcon kind="audio" />
                  <FileName name={track.name} isFolder={false} />
                  <span className="num faint t-small">{w.t.size(track.size)}</span>
                </button>
              </li>
            ))}
          </ol>
          <label className="stay">
            <input
              type="checkbox"
              className="check"
              checked={goesOn}
              onChange={() => {
                followsOn = !goesOn;
                setGoesOn(followsOn);
              }}
            />
            {w('goOn')}
          </label>
        </section>
      )}
    </div>
  );
}
