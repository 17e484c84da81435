/** Places a person keeps in the navigation: folders, and searches that were saved. */
import { FileUri, type User } from '@canopy/contract';

export interface Pinned {
  readonly uri: FileUri;
  readonly name: string;
}

/** The pins of a person; what leads nowhere is left out. */
export function pinnedPlaces(me: Pick<User, 'pined'> | undefined): Pinned[] {
  return (me?.pined ?? []).flatMap((pin) => {
    try {
      const uri = FileUri.parse(pin.uri);
      return [{ uri, name: pin.name || uri.name || uri.host }];
    } catch {
      return [];
    }
  });
}
