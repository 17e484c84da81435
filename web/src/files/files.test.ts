import { describe, expect, it } from 'vitest';
import { en } from '../i18n/en.ts';
import { createTranslator } from '../i18n/index.tsx';
import { kindText } from './kind-words.ts';
import { folderColour, kindOf } from './kinds.ts';
import { freeName, nameProblem } from './name-rules.ts';
import { extensionOf, splitName, stemLength } from './names.ts';

describe('names', () => {
  it('keeps the end of a long name readable', () => {
    const long = 'Building permit application, signed by both owners, final scan.pdf';
    expect(splitName(long, false)).toEqual({
      head: 'Building permit application, signed by both owners, final ',
      tail: 'scan',
      extension: '.pdf',
    });
    expect(splitName('建筑许可申请书双方业主与市政部门均已签字盖章最终扫描版.pdf', false).tail).toBe('终扫描版');
    expect(splitName('Short.txt', false)).toEqual({ head: 'Short', tail: '', extension: '.txt' });
  });

  it('loses no sign of any name', () => {
    for (const name of [
      '.profile',
      'a.b.c',
      'no extension at all here',
      '𝒜 family of signs 👨‍👩‍👧.png',
      'x.',
      'Ωmega '.repeat(9),
    ]) {
      for (const folder of [true, false]) {
        const { head, tail, extension } = splitName(name, folder);
        expect(head + tail + extension).toBe(name);
      }
    }
  });

  it('knows extensions and what renaming preselects', () => {
    expect(extensionOf('Photo.JPEG')).toBe('jpeg');
    expect(extensionOf('.profile')).toBe('');
    expect(stemLength('Photo.jpeg', false)).toBe(5);
    expect(stemLength('Photo.jpeg', true)).toBe(10);
  });

  it('says why a name is not possible', () => {
    expect(nameProblem('')?.key).toBe('nameEmpty');
    for (const sign of '\\/:*?"<>|') expect(nameProblem(`a${sign}b`)).toEqual({ key: 'nameSign', values: { sign } });
    expect(nameProblem('a\nb')?.key).toBe('nameControl');
    expect(nameProblem('\ud800')?.key).toBe('nameUnicode');
    expect(nameProblem('..')?.key).toBe('nameDots');
    expect(nameProblem('名'.repeat(86))).toEqual({ key: 'nameLong', values: { bytes: 258, most: 255 } });
    for (const name of ['名'.repeat(85), '.profile', ' trailing ', '#1 & 50%'])
      expect(nameProblem(name)).toBeUndefined();
  });

  it('finds a free name', () => {
    expect(freeName('New folder', new Set())).toBe('New folder');
    expect(freeName('New folder', new Set(['New folder', 'New folder 2']))).toBe('New folder 3');
  });
});

describe('kinds', () => {
  it('goes by extension, in any case', () => {
    expect(kindOf('a.JPG')).toBe('image');
    expect(kindOf('a.las')).toBe('unknown');
    expect(kindOf('zip')).toBe('unknown');
  });

  it('has words', () => {
    const t = createTranslator('en', en);
    expect(kindText({ type: 0, name: 'lake.jpg' }, t)).toBe('JPEG image');
    expect(kindText({ type: 0, name: 'README' }, t)).toBe('File');
    expect(kindText({ type: 1, name: 'x.jpg' }, t)).toBe('Folder');
  });

  it('gives a stored colour the nearest of the eight', () => {
    const of = (colour: string) => folderColour({ metadata: { 'customize:icon_color': colour } });
    expect(of('#3f51b5')).toBe('dusk');
    expect(of('#f44336')).toBe('clay');
    expect(of('#ffeb3b')).toBe('straw');
    expect(of('#4caf50')).toBe('fern');
    expect(of('#03a9f4')).toBe('lake');
    expect(of('#9e9e9e')).toBe('stone');
    expect(of('red')).toBe('fern');
    expect(folderColour({ metadata: null })).toBe('fern');
  });
});
