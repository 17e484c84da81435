import type { FileResponse, FileUri } from '@canopy/contract';
import { useEffect } from 'react';
import { client, queries, reasonOf } from '../../api/index.ts';
import { say } from '../../components/Snackbar.tsx';
import { usePreferences } from '../../device/index.ts';
import { isFolder, type ListingData, listingKey } from '../../files/index.ts';
import { sortFiles } from '../../files/listing.ts';
import { useT } from '../../i18n/index.tsx';
import { arriveAt, closePreview } from './index.tsx';

/** How long to wait for the list below: without it there is nothing to step through, but the file can be seen. */
const patienceMs = 2000;

/** The files of a folder in the order that the page shows them; the file alone when no list has it in time. */
function siblingsOf(file: FileResponse, folder: FileUri, language: string): Promise<readonly FileResponse[]> {
  const known = () => {
    const { order } = usePreferences.getState();
    const lists = queries.getQueriesData<ListingData>({ queryKey: [listingKey, folder.toString()] });
    const files = lists.flatMap(([, data]) => data?.pages.flatMap((page) => page.files) ?? []);
    const own = files.filter((each) => !isFolder(each));
    return own.some((each) => each.id === file.id) ? sortFiles(own, order, language) : undefined;
  };
  return new Promise((resolve) => {
    const end = (files: readonly FileResponse[]) => {
      clearTimeout(timer);
      unsubscribe();
      resolve(files);
    };
    const look = () => {
      const files = known();
      if (files) end(files);
    };
    const timer = setTimeout(() => end([file]), patienceMs);
    const unsubscribe = queries.getQueryCache().subscribe(look);
    look();
  });
}

/** Opens what the address names when the page is loaded with it, or reached by Forward. */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function Addressed({ name, folder }: { name: string; folder: FileUri }) {
  const t = useT();
  useEffect(() => {
    let current = true;
    const arrive = async () => {
      const file = await client.info(folder.join(name));
      const siblings = isFolder(file) ? [] : await siblingsOf(file, folder, t.language);
      if (!current) return;
      if (isFolder(file)) closePreview();
      else arriveAt(file, siblings);
    };
    arrive().catch((error) => {
      if (!current) return;
      const { text, id } = reasonOf(error, t);
      say({ text, tone: 'failed', errorId: id });
      closePreview();
    });
    return () => {
      current = false;
    };
  }, [name, folder, t]);
  return null;
}
