import { useSiteExplorer } from '../../api/index.ts';

/** Whether this site searches in texts. */
export function useTextSearch(): boolean {
  return useSiteExplorer().data?.full_text_search ?? false;
}
