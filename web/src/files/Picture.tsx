/** What a file looks like: its picture, a first page, or its kind; a folder with its contents looking out. */
import type { FileResponse } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { client } from '../api/index.ts';
import { KindIcon } from './KindIcon.tsx';
import { folderColour, isFolder, kindOf } from './kinds.ts';
import { paperOf, Wave } from './Paper.tsx';
import { Image } from './PictureThumb.tsx';
import { usePicture } from './pictures.ts';
import { redirectOf, uriOf } from './places.ts';

/** Large picture for a tile. */
export function Picture({ file }: { file: FileResponse }) {
  const picture = usePicture(file);
  if (isFolder(file)) {
    return (
      <span className="pic bare">
        <OpenFolder file={file} />
      </span>
    );
  }
  const kind = kindOf(file.name);
  return (
    <span className={`pic kind-${kind}`}>
      {picture ? <Image src={picture} /> : kind === 'audio' ? <Wave /> : (paperOf(kind) ?? <KindIcon kind={kind} />)}
    </span>
  );
}

const peeked = 3;

/** The newest things in a folder, for its picture; not asked for while one scrolls past. */
function usePeek(folder: FileResponse): readonly FileResponse[] {
  const { data } = useQuery({
    queryKey: ['peek', folder.id, folder.updated_at],
    queryFn: async ({ signal }) => {
      await new Promise((go) => setTimeout(go, 150));
      if (signal.aborted) return [];
      const query = { uri: uriOf(folder).toString(), page_size: 8, order_by: 'updated_at', order_direction: 'desc' };
      const { files } = await client.call('listFiles', { query }, { signal });
      return files.filter((file) => !isFolder(file)).slice(0, peeked);
    },
    /* A shortcut holds nothing itself, and what it leads to may be gone. */
    enabled: !redirectOf(folder),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
    retry: false,
  });
  return data ?? [];
}

function OpenFolder({ file }: { file: FileResponse }) {
  const contents = usePeek(file);
  return (
    <span className={`folder folder-${folderColour(file)}`}>
      <svg className="folder-back" viewBox="0 0 160 118" aria-hidden="true">
        <path
          d="M0 14A12 12 0 0 1 12 2h38c5 0 9 1.8 12.4 5.2L71 16h75a14 14 0 0 1 14 14v70a14 14 0 0 1-14 14H14a14 14 0 0 1-14-14z"
          fill="var(--back)"
        />
      </svg>
      {contents.map((each, index) => (
        <span key={each.id} className={`peek p${index + 1} of${contents.length}`}>
          <Peek file={each} />
        </span>
      ))}
      <svg className="folder-face" viewBox="0 0 160 72" aria-hidden="true">
        <path
          d="M0 10A10 10 0 0 1 10 0h114a36 36 0 0 1 36 36v22a14 14 0 0 1-14 14H14A14 14 0 0 1 0 58z"
          fill="var(--face)"
        />
        <path
          d="M.6 12A10.5 10.5 0 0 1 11 .6h113A35.4 35.4 0 0 1 159.4 36"
          fill="none"
          stroke="var(--folder-edge)"
          strokeWidth="1.2"
        />
      </svg>
    </span>
  );
}

function Peek({ file }: { file: FileResponse }) {
  const picture = usePicture(file);
  const kind = kindOf(file.name);
  if (picture) return <Image src={picture} />;
  return (
    paperOf(kind) ?? (
      <span className={`peek-kind kind-${kind}`}>{kind === 'audio' ? <Wave /> : <KindIcon kind={kind} />}</span>
    )
  );
}
