/** One event of the activity log as a sentence: which words, and what stands in them. */
import { type Activity, FileUri } from '@canopy/contract';
import type { Translator } from '../../i18n/index.tsx';
import type { ActivityKey } from './activity-words.ts';

export interface ActivityText {
  readonly key: ActivityKey;
  readonly values: Readonly<Record<string, string>>;
}

/** Events that need nothing but who did it (file.md 12). */
const plain: Readonly<Record<number, ActivityKey>> = {
  7: 'created',
  9: 'permission',
  10: 'content',
  15: 'deleted',
  16: 'trashed',
  17: 'linkMade',
  18: 'linkViewed',
  21: 'thumbnail',
  22: 'livePhoto',
  24: 'linkEdited',
  25: 'linkDeleted',
  43: 'directMade',
  55: 'imported',
  56: 'view',
  57: 'directDeleted',
};

/** The last name of a URI; the folder's name for a place. Text that is no URI is said as it is. */
function nameOf(uri: string | undefined, t: Translator): string {
  if (!uri) return '';
  try {
    return FileUri.parse(uri).name || t('files');
  } catch {
    return uri;
  }
}

/** The folder that something is in now. */
function folderOf(uri: string | undefined, t: Translator): string {
  if (!uri) return '';
  try {
    return FileUri.parse(uri).parent().name || t('files');
  } catch {
    return uri;
  }
}

export function activityText({ content }: Pick<Activity, 'content'>, t: Translator): ActivityText {
  const { category, from, to, exts, entity_create_time: made, storage_policy: policy } = content;
  const when = made ? t.moment(made) : '';
  const say = (key: ActivityKey, values: Readonly<Record<string, string>> = {}): ActivityText => ({ key, values });
  switch (category) {
    case 8:
      return say('renamed', { from: content.original_name ?? nameOf(from, t), to: content.new_name ?? '' });
    case 11:
      return say(exts?.direct_link === undefined ? 'read' : 'direct');
    case 12:
      return say('copyOf', { from: nameOf(from, t) });
    case 13:
      return say('copied', { to: folderOf(to, t) });
    case 14:
      return to ? say('moved', { to: folderOf(to, t) }) : say('movedPlain');
    case 19:
      return when ? say('versionSetOf', { when }) : say('versionSet');
    case 20:
      return when ? say('versionDeletedOf', { when }) : say('versionDeleted');
    case 23:
      return metadataText(exts ?? {}, say);
    case 26:
      return say('mounted', { policy: policy ?? '' });
    case 27:
      return say('relocated', { policy: policy ?? '' });
    case 28:
      return say('packed', { to: nameOf(to, t) });
    case 29:
      return say('extracted', { to: nameOf(to, t) });
    default:
      return say(plain[category] ?? 'other');
  }
}

function metadataText(
  exts: Readonly<Record<string, string>>,
  say: (key: ActivityKey, values?: Readonly<Record<string, string>>) => ActivityText,
): ActivityText {
  const keys = Object.keys(exts);
  const [key] = keys;
  if (key === undefined || keys.length > 1) {
    return say(keys.length > 0 && keys.every((each) => each.startsWith('customize:')) ? 'looks' : 'metadata');
  }
  if (key.startsWith('tag:')) {
    /* Empty is a tag without a colour as well as one that was removed: nothing is claimed. */
    return say(exts[key] === '' ? 'retagged' : 'tagged', { tag: key.slice('tag:'.length) });
  }
  return say(key.startsWith('customize:') ? 'looks' : 'metadata');
}
