/** The colours that a folder can be given, and how they are stored so that every client shows about the same. */
import type { FolderColour } from '../../files/index.ts';
import type { DetailsKey } from './words.ts';

interface Paint {
  readonly colour: FolderColour;
  /** Value of `customize:icon_color`, of the palette that clients share; null = the usual colour. */
  readonly stored: string | null;
  readonly label: DetailsKey;
}

export const folderPaints: readonly Paint[] = [
  { colour: 'fern', stored: null, label: 'colourFern' },
  { colour: 'moss', stored: '#cddc39', label: 'colourMoss' },
  { colour: 'lake', stored: '#2196f3', label: 'colourLake' },
  { colour: 'dusk', stored: '#3f51b5', label: 'colourDusk' },
  { colour: 'heath', stored: '#e91e63', label: 'colourHeath' },
  { colour: 'clay', stored: '#ff5722', label: 'colourClay' },
  { colour: 'straw', stored: '#ffc107', label: 'colourStraw' },
  { colour: 'stone', stored: '#9e9e9e', label: 'colourStone' },
];
