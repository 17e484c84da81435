/** A video, with controls that go away while nobody moves. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Tool } from '../../../components/Button.tsx';
import { Spinner } from '../../../components/Icon.tsx';
import { MenuTool } from '../../../components/Menu.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useControls, type ViewerProps } from '../viewer.ts';
import { Failed } from '../Waiting.tsx';
import { playByKey } from './keys.ts';
import { MediaBar } from './MediaBar.tsx';
import { loadSubtitle, type Subtitle, subtitlesOf } from './subtitles.ts';
import { useMedia } from './use-media.ts';
import { mediaWords } from './words.ts';

const idleMs = 2500;

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function VideoViewer(props: ViewerProps) {
  const { file, siblings, controls } = props;
  const w = useWords(mediaWords);
  const stage = useRef<HTMLDivElement>(null);
  const media = useMedia(props, () => undefined);
  const { isPaused, isWaiting } = media.playing;
  const [isWhole, setWhole] = useState(false);
  const [isIdle, setIdle] = useState(false);
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined);
  const available = useMemo(() => subtitlesOf(file, siblings), [file, siblings]);
  const [subtitle, setSubtitle] = useState<Subtitle>();
  const track = useSubtitle(subtitle);

  useEffect(() => {
    const look = () => setWhole(document.fullscreenElement === stage.current);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  const move = () => {
    setIdle(false);
    clearTimeout(idle.current);
    idle.current = setTimeout(() => setIdle(true), idleMs);
  };
  useEffect(() => () => clearTimeout(idle.current), []);
  const fillScreen = () => {
    /* A browser that does not allow it leaves everything as it is. */
    const done = isWhole ? document.exitFullscreen() : stage.current?.requestFullscreen();
    done?.catch(() => undefined);
  };
  const float = () => {
    const isFloating = document.pictureInPictureElement !== null;
    const done = isFloating ? document.exitPictureInPicture() : media.element.current?.requestPictureInPicture();
    done?.catch(() => undefined);
  };
  useControls(controls, {
    onKey: (event) => {
      move();
      return playByKey(event, media, { f: fillScreen, p: float });
    },
  });

  if (media.error) return <Failed error={media.error} onRetry={media.retry} />;
  return (
    <div
      ref={stage}
      className={isIdle && !isPaused ? 'video-stage is-idle' : 'video-stage'}
      onPointerMove={move}
      onPointerDown={move}
    >
      {/* biome-ignore lint/a11y/useMediaCaption: files bring their own captions, or none */}
      <video
        ref={media.element}
        aria-label={w('video', { name: file.name })}
        playsInline
        onClick={media.toggle}
        onDoubleClick={fillScreen}
      >
        {track && <track key={track} src={track} kind="subtitles" label={subtitle?.label} default />}
      </video>
      {isWaiting && (
        <span className="waiting video-waiting" role="status">
          <Spinner />
        </span>
      )}
      <MediaBar media={media}>
        {available.length > 0 && (
          <MenuTool
            icon="text"
            label={w('subtitles')}
            end
            items={() => [
              {
                id: 'off',
                label: w('subtitlesOff'),
                checked: subtitle === undefined,
                onSelect: () => setSubtitle(undefined),
              },
              ...available.map((each) => ({
                id: each.file.id,
                label: each.label,
                checked: each === subtitle,
                onSelect: () => setSubtitle(each),
              })),
            ]}
          />
        )}
        {document.pictureInPictureEnabled && <Tool icon="floating" label={w('floating')} hint="P" onClick={float} />}
        <Tool icon="whole" label={w(isWhole ? 'wholeEnd' : 'whole')} hint="F" onClick={fillScreen} />
      </MediaBar>
    </div>
  );
}

/** The address of what was chosen, once it is loaded. */
function useSubtitle(subtitle: Subtitle | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!subtitle) return;
    const gone = new AbortController();
    let made: string | undefined;
    loadSubtitle(subtitle, gone.signal).then(
      (address) => {
        if (gone.signal.aborted) return URL.revokeObjectURL(address);
        made = address;
        setUrl(address);
      },
      /* A video without its subtitles is better than none. */
      () => undefined,
    );
    return () => {
      gone.abort();
      setUrl(undefined);
      if (made) URL.revokeObjectURL(made);
    };
  }, [subtitle]);
  return url;
}
