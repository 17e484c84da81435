/** All tags in use: renamed, merged, coloured and deleted on everything that has them. */
import { ApiError } from '@canopy/contract';
import { useState } from 'react';
import { reasonOf } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Spinner } from '../../components/Icon.tsx';
import { type MenuItem, MenuTool } from '../../components/Menu.tsx';
import { say } from '../../components/Snackbar.tsx';
import { useAnnotate } from '../../files/annotate.ts';
import { FileName, isFolder, tagStyle } from '../../files/index.ts';
import type { FailedFile } from '../../files/operations-metadata.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { jobsOf, type TagChange } from './changes.ts';
import { type Asked, TagQuestion } from './TagQuestion.tsx';
import { showTagged, type TagUse, taggedFiles, useTags } from './uses.ts';
import { tagWords } from './words.ts';
import './tags.css';

type Work = { readonly done: number; readonly total: number } | 'finding' | undefined;

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function TagManager({ onClose }: { onClose: () => void }) {
  const t = useT();
  const w = useWords(tagWords);
  const annotate = useAnnotate();
  const { data: tags, error, refetch } = useTags();
  const [asked, setAsked] = useState<Asked>();
  const [work, setWork] = useState<Work>();
  const [failed, setFailed] = useState<readonly FailedFile[]>([]);

  const run = async (tag: TagUse, change: TagChange) => {
    setAsked(undefined);
    setFailed([]);
    setWork('finding');
    const { name } = tag;
    try {
      const files = await taggedFiles(name);
      if (files.length === 0) return say({ text: w('nothingTagged', { name }) });
      setWork({ done: 0, total: files.length });
      const to = change.kind === 'rename' ? change.to.name : '';
      const merges = tags?.some((each) => each.name === to);
      const key = { rename: merges ? 'didMerge' : 'didRename', recolour: 'didRecolour', delete: 'didDelete' } as const;
      const said = {
        done: w(key[change.kind], { name, to }),
        failed: (reason: string) => w('failManager', { name, reason }),
      };
      setFailed(
        await annotate.jobs(jobsOf(files, name, change), said, (done) => setWork({ done, total: files.length })),
      );
    } catch (failure) {
      say({ text: w('failManager', { name, reason: reasonOf(failure, t).text }), tone: 'failed' });
    } finally {
      setWork(undefined);
      void refetch();
    }
  };
  const why = work ? (work === 'finding' ? w('finding') : w('working', work)) : undefined;
  const itemsOf = (tag: TagUse): MenuItem[] => {
    const ask = (kind: Asked['kind']) => () => setAsked({ kind, tag });
    return [
      {
        id: 'show',
        label: w('show'),
        icon: 'search',
        onSelect: () => {
          onClose();
          showTagged(tag.name);
        },
      },
      'line',
      { id: 'rename', label: w('rename'), icon: 'rename', why, onSelect: ask('rename') },
      {
        id: 'merge',
        label: w('merge'),
        icon: 'move',
        why: why ?? ((tags?.length ?? 0) < 2 ? w('managerSub', { n: tags?.length ?? 0 }) : undefined),
        onSelect: ask('merge'),
      },
      { id: 'recolour', label: w('recolour'), icon: 'sun', why, onSelect: ask('recolour') },
      'line',
      { id: 'delete', label: w('delete'), icon: 'trash', why, onSelect: ask('delete') },
    ];
  };
  return (
    <Dialog
      title={w('managerTitle')}
      sub={tags && w('managerSub', { n: tags.length })}
      narrow
      onClose={onClose}
      footer={
        <>
          <span className="tag-work num" role="status">
            {work && (
              <>
                <Spinner /> {why}
              </>
            )}
          </span>
          <span className="gap" />
          <Button look="solid" onClick={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      {error && (
        <div role="alert">
          <p className="quiet">{reasonOf(error, t).text}</p>
          <Button look="edge" size="small" onClick={() => void refetch()}>
            {t('retry')}
          </Button>
        </div>
      )}
      {tags?.length === 0 && (
        <>
          <h3>{w('noneTitle')}</h3>
          <p className="quiet t-read">{w('noneText')}</p>
        </>
      )}
      <ul className="tag-list">
        {tags?.map((tag) => (
          <li key={tag.name}>
            <span className="tag-dot" style={tagStyle({ colour: tag.color })} />
            <bdi className="cut">{tag.name}</bdi>
            <span className="faint num">{w('uses', { n: tag.count })}</span>
            <MenuTool icon="more" small end label={w('moreFor', { name: tag.name })} items={() => itemsOf(tag)} />
          </li>
        ))}
      </ul>
      <Failures failed={failed} />
      {asked && tags && (
        <TagQuestion
          asked={asked}
          tags={tags}
          onAnswer={(change) => void run(asked.tag, change)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Dialog>
  );
}

const shownFailures = 50;

/** What was not changed, and why. */
function Failures({ failed }: { failed: readonly FailedFile[] }) {
  const t = useT();
  const w = useWords(tagWords);
  if (failed.length === 0) return null;
  return (
    <section className="tag-failed" role="alert">
      <h3>{w('failedTitle', { n: failed.length })}</h3>
      <ul>
        {failed.slice(0, shownFailures).map(({ file, error }) => (
          <li key={file.id}>
            <FileName name={file.name} isFolder={isFolder(file)} />
            <span className="quiet t-small">{reasonOf(error instanceof ApiError ? error : undefined, t).text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
