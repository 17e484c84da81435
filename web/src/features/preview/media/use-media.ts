/** A recording that plays: its link, which is renewed when it ends, and where one is in it. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { contentLink, type Link, readPiece } from '../content.ts';
import type { ViewerProps } from '../viewer.ts';
import { positionOf, rememberPosition } from './positions.ts';

export interface Playing {
  readonly isPaused: boolean;
  /** Whether it waits for data. */
  readonly isWaiting: boolean;
  /** Seconds. */
  readonly time: number;
  /** Seconds; 0 while unknown. */
  readonly duration: number;
  /** End of what is loaded around the position, in seconds. */
  readonly loaded: number;
  /** From 0 to 1. */
  readonly volume: number;
  readonly isMuted: boolean;
  readonly rate: number;
}

export interface Media {
  readonly element: RefObject<HTMLVideoElement | null>;
  readonly playing: Playing;
  /** Why its link could not be had. */
  readonly error: unknown;
  toggle(): void;
  play(): void;
  pause(): void;
  seek(seconds: number): void;
  setVolume(volume: number): void;
  toggleMute(): void;
  setRate(rate: number): void;
  retry(): void;
}

/** A link that ends so soon is not asked for more bytes. */
const soonMs = 30_000;
const rememberEveryMs = 5_000;

/** What one likes stays from one recording to the next. */
let liked = { volume: 1, isMuted: false, rate: 1 };

const still: Playing = { isPaused: true, isWaiting: true, time: 0, duration: 0, loaded: 0, ...liked };

export function useMedia({ file, version, onReady, onBroken }: ViewerProps, onEnded: () => void): Media {
  const element = useRef<HTMLVideoElement>(null);
  const [playing, setPlaying] = useState(still);
  const [error, setError] = useState<unknown>();
  const link = useRef<Link>(undefined);
  const calls = useRef({ onReady, onBroken, onEnded });
  calls.current = { onReady, onBroken, onEnded };
  const content = `${file.id} ${version ?? file.primary_entity}`;

  /** Loads it, and goes on where it was. */
  const load = async (isNew: boolean, at: number, plays: boolean) => {
    setError(undefined);
    try {
      link.current = await contentLink(file, version, isNew);
    } catch (failure) {
      setError(failure);
      return;
    }
    const media = element.current;
    if (!media) return;
    media.src = link.current.url;
    if (at > 0) media.currentTime = at;
    media.playbackRate = liked.rate;
    /* Browsers let nothing play that nobody asked for: then it waits. */
    if (plays) media.play().catch(() => undefined);
  };
  const renew = () => {
    const media = element.current;
    if (media) return load(true, media.currentTime, !media.paused);
    return undefined;
  };
  const endsSoon = () => link.current !== undefined && link.current.endsAt < Date.now() + soonMs;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a recording is its content; what changes is read when it is needed
  useEffect(() => {
    const media = element.current;
    if (!media) return;
    const gone = new AbortController();
    const { signal } = gone;
    const on = (type: string, act: () => void) => media.addEventListener(type, act, { signal });
    let wasLoaded = false;
    let renewedAt = Number.NEGATIVE_INFINITY;
    let rememberedAt = 0;
    /** Where it was when it last played: an error forgets it. */
    let last = 0;
    const remember = () => rememberPosition(content, media.currentTime, media.duration);

    const look = () => {
      const ranges = media.buffered;
      let loaded = 0;
      for (let index = 0; index < ranges.length; index++) {
        if (ranges.start(index) <= media.currentTime + 0.5) loaded = Math.max(loaded, ranges.end(index));
      }
      setPlaying({
        isPaused: media.paused,
        isWaiting: media.readyState < media.HAVE_FUTURE_DATA && !media.ended,
        time: media.currentTime,
        duration: Number.isFinite(media.duration) ? media.duration : 0,
        loaded,
        volume: media.volume,
        isMuted: media.muted,
        rate: media.playbackRate,
      });
    };
    const events =
      'play pause playing waiting timeupdate durationchange progress volumechange ratechange seeked canplay';
    for (const type of events.split(' ')) on(type, look);
    on('loadeddata', () => {
      wasLoaded = true;
      calls.current.onReady();
    });
    on('seeked', () => {
      last = media.currentTime;
    });
    on('timeupdate', () => {
      if (media.readyState >= media.HAVE_CURRENT_DATA) last = media.currentTime;
      if (Date.now() - rememberedAt < rememberEveryMs) return;
      rememberedAt = Date.now();
      remember();
    });
    on('ended', () => {
      remember();
      calls.current.onEnded();
    });
    on('error', async () => {
      /* A link that has ended is one reason, and a new one plays on; once more at once, it is another. */
      const isRenewable = wasLoaded || endsSoon();
      if (isRenewable && Date.now() - renewedAt > 10_000) {
        renewedAt = Date.now();
        await load(true, last, !media.paused);
        return;
      }
      /* Whether the bytes can be had tells a broken line from a type that this browser does not play. */
      try {
        await readPiece(file, version, { start: 0, length: 1, signal });
        if (!signal.aborted) calls.current.onBroken();
      } catch (failure) {
        if (!signal.aborted) setError(failure);
      }
    });
    media.volume = liked.volume;
    media.muted = liked.isMuted;
    void load(false, positionOf(content), true);
    return () => {
      remember();
      gone.abort();
      media.pause();
      media.removeAttribute('src');
      media.load();
    };
  }, [content]);

  const act = (work: (media: HTMLVideoElement) => void) => {
    if (element.current) work(element.current);
  };
  const like = (change: Partial<typeof liked>) => {
    liked = { ...liked, ...change };
  };
  const play = () =>
    act((media) => {
      if (endsSoon()) void load(true, media.currentTime, true);
      else media.play().catch(() => undefined);
    });
  const pause = () => act((media) => media.pause());
  return {
    element,
    playing,
    error,
    play,
    pause,
    toggle: () => (element.current?.paused ? play() : pause()),
    seek: (seconds) =>
      act((media) => {
        const to = Math.max(0, Math.min(seconds, Number.isFinite(media.duration) ? media.duration : seconds));
        if (endsSoon()) void load(true, to, !media.paused);
        else media.currentTime = to;
      }),
    setVolume: (volume) =>
      act((media) => {
        media.volume = Math.max(0, Math.min(1, volume));
        media.muted = false;
        like({ volume: media.volume, isMuted: false });
      }),
    toggleMute: () =>
      act((media) => {
        media.muted = !media.muted;
        like({ isMuted: media.muted });
      }),
    setRate: (rate) =>
      act((media) => {
        media.playbackRate = rate;
        like({ rate });
      }),
    retry: () => void renew(),
  };
}
