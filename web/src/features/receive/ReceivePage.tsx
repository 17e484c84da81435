/** Files that another app shared with this one: where do they go. */
import { FileUri } from '@canopy/contract';
import { useEffect, useState } from 'react';
import { Button, Tool } from '../../components/Button.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Icon } from '../../components/Icon.tsx';
import { usePreferences } from '../../device/index.ts';
import { addressOf, FileName, KindIcon, kindOf, myFiles } from '../../files/index.ts';
import { Bar } from '../../frame/index.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { navigate, useSearch } from '../../router/index.ts';
import { Branch, type Tree } from '../explorer/FolderTree.tsx';
import { Stage } from '../explorer/index.ts';
import { walkTree } from '../explorer/tree.tsx';
import { uploadFiles } from '../transfers/index.ts';
import { isPlanned } from '../transfers/plan-memory.ts';
import { drop, lookIn, type Received } from './inbox.ts';
import { forgetArrived, take, takenIds } from './taken.ts';
import { receiveWords } from './words.ts';
import './receive.css';

/** What waits; undefined while that is looked up. */
function useReceived(): [readonly Received[] | undefined, (left: readonly Received[]) => void] {
  const [received, setReceived] = useState<readonly Received[]>();
  useEffect(() => {
    /* Browsers without a private file system receive nothing. */
    lookIn(Date.now(), takenIds()).then(setReceived, () => setReceived([]));
    forgetArrived(isPlanned).catch(() => undefined);
  }, []);
  return [received, setReceived];
}

/** The tree of one's folders, with the one that something went to last chosen beforehand. */
function useTree(): Tree {
  const last = usePreferences(({ recentTargets }) => recentTargets.find((uri) => FileUri.parse(uri).host === 'my'));
  const [chosen, onChoose] = useState(last ?? myFiles.toString());
  const [open, setOpen] = useState<ReadonlySet<string>>(() => {
    const { elements } = FileUri.parse(chosen);
    return new Set([myFiles.toString(), ...elements.map((_, i) => myFiles.join(...elements.slice(0, i)).toString())]);
  });
  const onToggle = (uri: string, opens: boolean) =>
    setOpen((before) => new Set(opens ? [...before, uri] : [...before].filter((each) => each !== uri)));
  return { files: [], copy: false, chosen, onChoose, open, onToggle };
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function ReceivePage() {
  const t = useT();
  const w = useWords(receiveWords);
  const wasLost = new URLSearchParams(useSearch()).has('lost');
  const [received, setReceived] = useReceived();
  const tree = useTree();
  const target = FileUri.parse(tree.chosen ?? myFiles.toString());

  useEffect(() => {
    document.title = `${w('title')} · Canopy`;
  }, [w]);

  const leave = (ids: readonly string[]) => {
    setReceived(received?.filter(({ id }) => !ids.includes(id)) ?? []);
    void drop(ids);
  };
  const upload = () => {
    if (!received) return;
    take(received);
    uploadFiles(
      received.map(({ file, handle }) => ({ relativePath: file.name, file, root: handle })),
      target,
    );
    navigate(addressOf(target), { replace: true });
  };

  const stage = () => {
    if (!received) return null;
    if (received.length === 0) {
      return (
        <Empty drawing={wasLost ? 'gone' : 'folder'} title={w(wasLost ? 'lostTitle' : 'emptyTitle')}>
          {w(wasLost ? 'lostText' : 'emptyText')}
        </Empty>
      );
    }
    return (
      <div className="receive">
        <ul className="receive-files">
          {received.map(({ id, file }) => (
            <li key={id}>
              <KindIcon kind={kindOf(file.name)} />
              <FileName name={file.name} isFolder={false} />
              <span className="t-small quiet num">{t.size(file.size)}</span>
              <Tool icon="close" label={w('leftOut', { name: file.name })} onClick={() => leave([id])} />
            </li>
          ))}
        </ul>
        <section>
          <h2>{w('where')}</h2>
          <div className="trees" role="tree" aria-label={w('folders')} onKeyDown={walkTree}>
            <Branch uri={myFiles} name={t('files')} icon={<Icon name="files" />} deep={0} tree={tree} />
          </div>
        </section>
        <footer>
          <Button
            onClick={() => {
              leave(received.map(({ id }) => id));
              navigate('/files', { replace: true });
            }}
          >
            {w('giveUp')}
          </Button>
          <Button look="solid" icon="upload" onClick={upload}>
            <span className="cut">{w('uploadTo', { name: target.name || t('files') })}</span>
          </Button>
        </footer>
      </div>
    );
  };
  return (
    <>
      <Bar place={undefined} hidesPhoneBar>
        <div className="crumbs">
          <h1 className="here is-title">{w('title')}</h1>
        </div>
      </Bar>
      <section className="tools" aria-label={t('tools')}>
        {received && received.length > 0 && <span className="quiet">{w('waiting', { n: received.length })}</span>}
      </section>
      <Stage>{stage()}</Stage>
    </>
  );
}
