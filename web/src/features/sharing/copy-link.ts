/** The link of a file in one step: the one there is, or a new one. */
import type { FileResponse } from '@canopy/contract';
import { client } from '../../api/index.ts';
import { copyComing } from '../../components/copy-text.ts';
import { say } from '../../components/Snackbar.tsx';
import { createOutcomes } from '../../files/outcomes.ts';
import type { Translator } from '../../i18n/index.tsx';
import { bindWords } from '../../i18n/words.ts';
import { createShare, deleteShare, markShared, pathOf, plainUrl } from './calls.ts';
import { linkWords } from './link-words.ts';
import { audienceOf, isForPeople } from './roles.ts';

const linksOf = async (file: FileResponse) => {
  const query = { uri: pathOf(file), extended: true };
  return (await client.call('getFileInfo', { query })).extended_info?.shares ?? [];
};

/**
 * Copies the address of the link that a file has: one that still works and needs no password. Where there is none, one
 * is made by which anybody can look; that is said, and can be taken back. Settles without throwing.
 */
export async function copyLink(file: FileResponse, t: Translator): Promise<void> {
  const w = bindWords(linkWords, t);
  const { done, failed } = createOutcomes(t);
  const { name } = file;
  let isNew = false;
  let isForMembers = false;
  const find = async () => {
    const link = (await linksOf(file)).find((each) => !each.expired && !each.password && !isForPeople(each));
    isForMembers = link !== undefined && audienceOf(link.permission_setting) === 'signedIn';
    if (link) return plainUrl(link);
    isNew = true;
    return createShare(pathOf(file), {});
  };
  try {
    const coming = find();
    const isCopied = await copyComing(coming);
    const url = await coming;
    const found = w(isForMembers ? 'copiedMembers' : 'copiedOld', { name });
    const text = isCopied ? (isNew ? w('copiedNew', { name }) : found) : w('notCopied', { url });
    if (!isNew) return say({ text, tone: isCopied ? 'done' : 'failed' });
    markShared(file, true);
    done(text, { undo: () => takeBack(file, url) });
  } catch (error) {
    failed(error, (reason) => w('failed', { name, reason }));
  }
}

/** Ends the link that was made a moment ago. */
async function takeBack(file: FileResponse, url: string): Promise<void> {
  const links = await linksOf(file);
  const made = links.find((each) => plainUrl(each) === url);
  if (made) await deleteShare(made);
  const isStillShared = links.some((each) => each !== made && !each.expired);
  markShared({ ...file, shared: true }, isStillShared);
}
