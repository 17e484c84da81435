import type { FileUri, Share } from '@canopy/contract';
import { Fragment } from 'react';
import { queries } from '../../api/index.ts';
import { addressOf } from '../../files/index.ts';
import { type Translator, useT } from '../../i18n/index.tsx';
import { Link } from '../../router/index.ts';

/** What the top of a file system is called; that of a share as it is on the page. */
function rootName({ host, id }: FileUri, t: Translator): string {
  if (host === 'trash') return t('trash');
  if (host !== 'share') return t('files');
  const [known] = queries.getQueriesData<Share>({ queryKey: ['share-info', id] });
  return known?.[1]?.name ?? t('sharedWithMe');
}

/** A folder by its path; every folder on the way can be opened. */
export function Places({ uri }: { uri: FileUri }) {
  const t = useT();
  const root = rootName(uri, t);
  let at = uri;
  const steps = [{ name: at.name || root, uri: at }];
  while (!at.isRoot) {
    at = at.parent();
    steps.unshift({ name: at.name || root, uri: at });
  }
  return steps.map(({ name, uri: place }, index) => (
    <Fragment key={place.toString()}>
      {index > 0 && <span className="faint"> / </span>}
      <Link href={addressOf(place)}>
        <bdi>{name}</bdi>
      </Link>
    </Fragment>
  ));
}
