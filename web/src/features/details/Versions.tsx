/** The versions of a file: who saved them when, and what can be done with each. */
import type { Entity } from '@canopy/contract';
import { lazy, Suspense, useMemo, useState } from 'react';
import { client, useMe } from '../../api/index.ts';
import { ConfirmDanger } from '../../components/Dialog.tsx';
import { Spinner } from '../../components/Icon.tsx';
import { type MenuItem, MenuTool } from '../../components/Menu.tsx';
import { announce } from '../../components/Snackbar.tsx';
import { follow } from '../../files/download.ts';
import { uriOf } from '../../files/index.ts';
import { copyVersion, deleteVersion, setCurrentVersion } from '../../files/operations-versions.ts';
import { createOutcomes } from '../../files/outcomes.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { openVersion } from '../preview/index.tsx';
import { comparison } from './compare/comparison.ts';
import { Failed } from './Failed.tsx';
import { isMine, type PartProps, versionsOf } from './parts.ts';
import { versionWords } from './version-words.ts';

const CompareDialog = lazy(() => import('./compare/CompareDialog.tsx'));

export function Versions({ file, info }: PartProps) {
  const t = useT();
  const w = useWords(versionWords);
  const outcomes = useMemo(() => createOutcomes(t), [t]);
  const [doomed, setDoomed] = useState<Entity>();
  const [compared, setCompared] = useState<Entity>();
  const versions = versionsOf(info.data);
  const current = versions.find(({ id }) => id === file.primary_entity);
  const when = ({ created_at }: Entity) => t.moment(created_at);

  const download = async (version: Entity) => {
    try {
      follow(await client.downloadUrl(uriOf(file), { download: true, entity: version.id }));
      announce(w('didStart', { when: when(version) }));
    } catch (error) {
      outcomes.failed(error, (reason) => w('failDownload', { reason }));
    }
  };
  const makeCurrent = async (version: Entity) => {
    try {
      outcomes.done(w('didCurrent', { when: when(version) }), await setCurrentVersion(file, version));
    } catch (error) {
      outcomes.failed(error, (reason) => w('failCurrent', { reason }));
    }
  };
  const copy = async (version: Entity) => {
    try {
      const { name, step } = await copyVersion(file, version);
      outcomes.done(w('didCopy', { name, when: when(version) }), step);
    } catch (error) {
      outcomes.failed(error, (reason) => w('failCopy', { reason }));
    }
  };
  const remove = async (version: Entity) => {
    try {
      await deleteVersion(file, version);
      announce(w('didDelete', { when: when(version) }));
    } catch (error) {
      outcomes.failed(error, (reason) => w('failDelete', { reason }));
    }
  };

  const itemsOf = (version: Entity): MenuItem[] => {
    const isCurrent = version.id === current?.id;
    const whyCompare = isCurrent
      ? w('whyIsCurrent')
      : comparison(file.name, Math.max(version.size, file.size)) === undefined
        ? w('whyNoCompare')
        : undefined;
    return [
      { id: 'open', label: w('open'), icon: 'eye', onSelect: () => openVersion(file, version) },
      { id: 'download', label: t('download'), icon: 'download', onSelect: () => void download(version) },
      {
        id: 'compare',
        label: w('compare'),
        icon: 'details',
        why: whyCompare,
        onSelect: () => setCompared(version),
      },
      ...(isMine(file)
        ? ([
            'line',
            {
              id: 'current',
              label: w('makeCurrent'),
              icon: 'retry',
              why: isCurrent ? w('whyIsCurrent') : undefined,
              onSelect: () => void makeCurrent(version),
            },
            { id: 'copy', label: w('saveCopy'), icon: 'copy', onSelect: () => void copy(version) },
            {
              id: 'delete',
              label: w('delete'),
              icon: 'trash',
              isDanger: true,
              why: isCurrent ? w('whyCurrentStays') : undefined,
              onSelect: () => setDoomed(version),
            },
          ] as const)
        : []),
    ];
  };

  if (info.isPending) {
    return (
      <p className="block counting" role="status">
        <Spinner /> {t('loading')}
      </p>
    );
  }
  if (info.error) return <Failed info={info} />;
  return (
    <section className="block">
      <h3>{w('explain')}</h3>
      <ol className="versions">
        {versions.map((version, index) => (
          <Row
            key={version.id}
            version={version}
            number={versions.length - index}
            isCurrent={version.id === current?.id}
            items={() => itemsOf(version)}
            onOpen={() => openVersion(file, version)}
          />
        ))}
      </ol>
      {versions.length === 0 && <p className="quiet">{w('none')}</p>}
      {doomed && (
        <ConfirmDanger
          title={w('deleteTitle', { when: when(doomed) })}
          text={w('deleteText')}
          confirm={w('delete')}
          onConfirm={() => void remove(doomed)}
          onClose={() => setDoomed(undefined)}
        />
      )}
      {compared && current && (
        <Suspense>
          <CompareDialog
            file={file}
            versions={versions}
            older={compared}
            newer={current}
            onClose={() => setCompared(undefined)}
          />
        </Suspense>
      )}
    </section>
  );
}

interface RowProps {
  readonly version: Entity;
  readonly number: number;
  readonly isCurrent: boolean;
  readonly items: () => readonly MenuItem[];
  readonly onOpen: () => void;
}

function Row({ version, number, isCurrent, items, onOpen }: RowProps) {
  const t = useT();
  const w = useWords(versionWords);
  const me = useMe();
  const author = version.created_by;
  const name = author && (author.id === me?.id ? w('you') : author.nickname);
  return (
    <li>
      <button type="button" className="version" onClick={onOpen}>
        <span className="version-when">
          {t.moment(version.created_at)}
          {isCurrent && <span className="badge">{w('current')}</span>}
        </span>
        <span className="t-small faint num">
          {w('number', { n: number })}
          {name && (
            <>
              <i className="dot" />
              <bdi>{name}</bdi>
            </>
          )}
          <i className="dot" />
          <bdi>{t.size(version.size)}</bdi>
        </span>
      </button>
      <MenuTool icon="more" small end label={w('moreFor', { when: t.moment(version.created_at) })} items={items} />
    </li>
  );
}
