/** What the menus of items and of folders have in common. */
import type { FileUri } from '@canopy/contract';
import { currentMe } from '../../../api/index.ts';
import type { MenuItem } from '../../../components/Menu.tsx';
import { pinnedPlaces } from '../../../files/index.ts';
import { createPins } from '../../../files/pins.ts';
import type { Translator } from '../../../i18n/index.tsx';
import { bindWords, type Words } from '../../../i18n/words.ts';
import type { Why } from '../limits.ts';
import { type MenuKey, menuWords } from '../menu-words.ts';

/** In one's own drive nothing is forbidden. */
export const unlimited: Why = () => undefined;

/** Why nothing can be asked of the server now, in words. */
export function offlineWhy(w: Words<MenuKey>): string | undefined {
  return navigator.onLine ? undefined : w('whyOffline');
}

/** Keeps a folder in the navigation, or takes it from there; nothing for visitors. */
export function pinEntry(folder: FileUri, t: Translator): MenuItem[] {
  const me = currentMe();
  if (!me) return [];
  const w = bindWords(menuWords, t);
  const pinned = pinnedPlaces(me).find((pin) => pin.uri.toString() === folder.toString());
  const onSelect = async () => {
    const pins = createPins(t);
    await (pinned ? pins.unpin(folder, pinned.name) : pins.pin(folder));
  };
  return [
    { id: 'pin', label: w(pinned ? 'unpin' : 'pin'), icon: 'pin', why: offlineWhy(w), onSelect: () => void onSelect() },
  ];
}
