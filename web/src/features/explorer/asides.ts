/** What stands or is said beside the files of a page. */
import type { FileResponse } from '@canopy/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { announce } from '../../components/Snackbar.tsx';
import { setPreferences, usePhone, usePreferences } from '../../device/index.ts';
import { useT } from '../../i18n/index.tsx';
import { showTab, type Tab } from '../details/index.ts';
import type { Question } from './actions.ts';
import type { FileBrowserProps } from './browser-props.ts';

/** The dialog that is asked, the item that was just made, the details that are open. */
export function useAsides(chosen: readonly FileResponse[]) {
  const phone = usePhone();
  const isOpen = usePreferences((state) => state.details);
  const [question, ask] = useState<Question>();
  /* The phone has no room beside the files: there a sheet shows the facts of what was asked about. */
  const [phoneDetails, setPhoneDetails] = useState<readonly FileResponse[]>();
  const showDetails = useCallback(
    (about: readonly FileResponse[], tab?: Tab) => {
      if (tab) showTab(tab);
      if (phone) setPhoneDetails(about);
      else setPreferences({ details: tab !== undefined || !usePreferences.getState().details });
    },
    [phone],
  );
  return {
    question,
    ask,
    showDetails,
    detailsOf: phone ? phoneDetails : isOpen ? chosen : undefined,
    closeDetails: () => (phone ? setPhoneDetails(undefined) : setPreferences({ details: false })),
  };
}

/** Says why a list that is shown could not be refreshed. */
export function useFailureSaid(error: unknown): void {
  const t = useT();
  useEffect(() => {
    if (!error) return;
    const end = new AbortController();
    void import('./refresh-failure.ts').then(({ sayNotRefreshed }) => sayNotRefreshed(error, t, end.signal));
    return () => end.abort();
  }, [error, t]);
}

/** Says once what came into view, and what did not come again. */
export function useSaid({ place, name, listing, files }: FileBrowserProps, isReady: boolean): void {
  const t = useT();
  const announced = useRef('');
  useEffect(() => {
    document.title = `${name} · Canopy`;
  }, [name]);
  useEffect(() => {
    if (!isReady || announced.current === place) return;
    announced.current = place;
    announce(`${name}: ${t('items', { n: files.length })}`);
  }, [isReady, place, name, files.length, t]);
  useFailureSaid(listing.files.length > 0 && listing.error);
}
