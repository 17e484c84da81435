import type { FileUri } from '@canopy/contract';
import { Fragment } from 'react';
import { addressOf } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { Link } from '../../router/index.ts';

/** A folder by its path; every folder on the way can be opened. */
export function Places({ uri }: { uri: FileUri }) {
  const t = useT();
  const root = uri.host === 'trash' ? t('trash') : t('files');
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
