import { useEffect } from 'react';
import type { UploadWords } from './words.ts';

/** The title of the page without what was put before it here. */
let plain = '';
let written = '';

/** How far everything is, before the title of the page, so that another tab shows it. Undefined = nothing moves. */
export function useTitle(percent: number | undefined, w: UploadWords): void {
  useEffect(() => {
    /* The page writes its title anew when one goes elsewhere. */
    if (document.title !== written) plain = document.title;
    written = percent === undefined ? plain : w('title', { percent, title: plain });
    document.title = written;
  }, [percent, w]);
}
