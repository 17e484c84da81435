import { announce } from '../../components/Snackbar.tsx';
import type { UploadWords } from './words.ts';

/** Puts the id of an error on the clipboard, or shows it where there is none. */
export function copyErrorId(id: string, name: string, w: UploadWords): void {
  const said = () => announce(w('copied'));
  const ask = () => window.prompt(w('copyId', { name }), id);
  navigator.clipboard?.writeText(id).then(said, ask);
}
