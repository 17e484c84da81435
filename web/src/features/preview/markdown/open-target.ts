import { ApiError, ErrorCode, type FileUri } from '@canopy/contract';
import { client, reasonOf } from '../../../api/index.ts';
import { say } from '../../../components/Snackbar.tsx';
import { addressOf, isFolder } from '../../../files/index.ts';
import type { Words } from '../../../i18n/words.ts';
import { leavePreview } from '../index.tsx';
import type { markdownWords } from './words.ts';

/** Goes where a link of a text leads: to a folder, or to a file in its folder. Says when there is nothing. */
export async function openTarget(uri: FileUri, w: Words<keyof (typeof markdownWords)['en']>): Promise<void> {
  try {
    const target = await client.info(uri);
    const address = addressOf(isFolder(target) ? uri : uri.parent());
    leavePreview(isFolder(target) ? address : `${address}?open=${encodeURIComponent(target.name)}`);
  } catch (failure) {
    const isMissing = failure instanceof ApiError && failure.code === ErrorCode.PATH_NOT_EXIST;
    const { text, id } = reasonOf(failure, w.t);
    say({ text: isMissing ? w('notThere', { path: uri.elements.join('/') }) : text, tone: 'failed', errorId: id });
  }
}
