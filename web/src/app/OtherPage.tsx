/** The pages that are not the first one: what leads to each is out of the way of the first file list. */
import { lazy } from 'react';
import type { Route } from '../files/index.ts';

const SettingsPage = lazy(() => import('../features/settings/SettingsPage.tsx'));

const pages = {
  sharedWithMe: lazy(() => import('../features/sharing/SharedWithMePage.tsx')),
  myShares: lazy(() => import('../features/sharing/MySharesPage.tsx')),
  trash: lazy(() => import('../features/trash/TrashPage.tsx')),
  receive: lazy(() => import('../features/receive/ReceivePage.tsx')),
  unknown: lazy(() => import('./NotFoundPage.tsx')),
};

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function OtherPage({ route }: { route: Route }) {
  const { name } = route;
  if (name === 'settings') return <SettingsPage part={route.part} />;
  const Page = pages[name in pages ? (name as keyof typeof pages) : 'unknown'];
  return <Page />;
}
