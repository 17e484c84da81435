// @vitest-environment jsdom
import type { FileResponse } from '@canopy/contract';
import { describe, expect, it } from 'vitest';
import { asVtt, subtitlesOf } from './subtitles.ts';

const file = (name: string, size = 100) => ({ name, size }) as FileResponse;

describe('subtitles', () => {
  it('are the files that are named like the video', () => {
    const siblings = ['film.mkv', 'film.vtt', 'film.zh.srt', 'filmed.vtt', 'other.srt'].map((name) => file(name));
    expect(subtitlesOf(file('film.mkv'), siblings).map(({ label }) => label)).toEqual(['film.vtt', 'zh']);
  });

  it('leave out what nobody could read', () => {
    expect(subtitlesOf(file('film.mkv'), [file('film.srt', 50_000_000)])).toEqual([]);
  });

  it('become what browsers read', () => {
    expect(asVtt('1\r\n00:00:01,500 --> 00:00:02,000\r\nA, b\r\n')).toBe(
      'WEBVTT\n\n1\n00:00:01.500 --> 00:00:02.000\nA, b\n',
    );
    expect(asVtt('WEBVTT\n\nx')).toBe('WEBVTT\n\nx');
  });
});
