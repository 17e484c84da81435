/** A single file that is shared: the file itself on the sheet, and what can be done with it beside it. */
import type { FileResponse, FileUri, Share } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { client, useSession } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { extensionOf, KindIcon, kindOf, Picture, uriOf, useCommands } from '../../files/index.ts';
import { useWords } from '../../i18n/words.ts';
import { openPreview } from '../preview/index.tsx';
import { guestWords } from './guest-words.ts';
import { ShareInfo } from './ShareInfo.tsx';
import { reasonAgainst, type Visit } from './share-limits.ts';

const MoveDialog = lazy(() => import('../explorer/MoveDialog.tsx'));

/** Pictures that every browser shows. */
const shown = new Set(['jpg', 'jpeg', 'png', 'gif', 'webp', 'avif', 'bmp']);
const mostBytes = 25_000_000;

/** The picture itself, where looking at it uses up nothing. */
function usePictureOf(file: FileResponse, share: Share, mayRead: boolean): string | undefined {
  const fits = shown.has(extensionOf(file.name)) && file.size <= mostBytes;
  const { data } = useQuery({
    queryKey: ['share-picture', file.path, file.primary_entity],
    queryFn: ({ signal }) => client.downloadUrl(uriOf(file), { signal }),
    enabled: mayRead && fits && typeof share.remain_downloads !== 'number',
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
  return data;
}

interface ShareCardProps {
  readonly share: Share;
  readonly root: FileUri;
  readonly file: FileResponse;
  readonly visit: Visit;
}

export function ShareCard({ share, file, visit }: ShareCardProps) {
  const w = useWords(guestWords);
  const commands = useCommands();
  const signedIn = useSession() !== undefined;
  const [copying, setCopying] = useState(false);
  const why = reasonAgainst('download', [file], undefined, visit);
  const picture = usePictureOf(file, share, why === undefined);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    document.title = `${file.name} · Canopy`;
  }, [file.name]);
  const open = () => openPreview(file, [file]);
  const isLimited = typeof share.remain_downloads === 'number';
  return (
    <>
      <ShareInfo share={share} target={uriOf(file)} file={file} whyNot={why && w(why)} />
      <div className="easel">
        <figure className={picture && !isBroken ? 'has-picture' : `kind-${kindOf(file.name)}`}>
          {picture && !isBroken ? (
            <img src={picture} alt={file.name} onError={() => setBroken(true)} />
          ) : (
            <span className="stand-in" aria-hidden="true">
              {kindOf(file.name) === 'image' ? <KindIcon kind="image" /> : <Picture file={file} />}
            </span>
          )}
        </figure>
        <div className="easel-acts">
          <Button look="edge" icon="eye" disabled={why !== undefined} onClick={open}>
            {w('openFile')}
          </Button>
          {signedIn && !file.owned && (
            <Button look="edge" icon="copy" disabled={why !== undefined} onClick={() => setCopying(true)}>
              {w('copyToMine')}
            </Button>
          )}
          {isLimited && <p className="t-small faint">{w('showCounts')}</p>}
        </div>
      </div>
      {copying && (
        <Suspense>
          <MoveDialog
            files={[file]}
            copy
            onChosen={(target) => void commands.copy([file], target)}
            onClose={() => setCopying(false)}
          />
        </Suspense>
      )}
    </>
  );
}
