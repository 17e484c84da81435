// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { folderColour } from '../../files/index.ts';
import { folderPaints } from './folder-paints.ts';

it('shows every folder colour as the one that was chosen', () => {
  for (const { colour, stored } of folderPaints) {
    expect(folderColour({ metadata: stored === null ? {} : { 'customize:icon_color': stored } })).toBe(colour);
  }
});
