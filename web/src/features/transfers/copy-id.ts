import { copyText } from '../../components/copy-text.ts';
import { announce } from '../../components/Snackbar.tsx';
import type { UploadWords } from './words.ts';

/** Puts the id of an error on the clipboard, or shows it where that is not possible. */
export async function copyErrorId(id: string, name: string, w: UploadWords): Promise<void> {
  if (await copyText(id)) announce(w('copied'));
  else window.prompt(w('copyId', { name }), id);
}
