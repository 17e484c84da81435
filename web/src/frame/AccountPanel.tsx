import { GroupPermission, hasFlag } from '@canopy/contract';
import { client, session, useMe } from '../api/index.ts';
import { Menu, type MenuItem } from '../components/Menu.tsx';
import { type Density, setPreferences, type Theme, usePhone, usePreferences } from '../device/index.ts';
import { languages, useT } from '../i18n/index.tsx';
import { useWords } from '../i18n/words.ts';
import { navigate } from '../router/index.ts';
import { accountWords } from './account-words.ts';
import { Face, nameOf } from './Face.tsx';
import { StorageMeter } from './StorageMeter.tsx';
import { openSheet } from './sheets.ts';

async function leave(): Promise<void> {
  const by = session.get()?.user.id;
  /* Signing out must work without the server too: then only this device forgets. */
  await client.signOut().catch(() => undefined);
  session.leave(by);
  navigate('/signin');
}

interface AccountPanelProps {
  readonly anchor: Element;
  readonly onClose: () => void;
}

/** Look, density, language, keyboard, sign out; on the phone also the places that have no room in its bar. */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function AccountPanel({ anchor, onClose }: AccountPanelProps) {
  const t = useT();
  const account = useWords(accountWords);
  const me = useMe();
  const phone = usePhone();
  const { theme, density } = usePreferences();
  const name = nameOf(me);

  const themes: readonly (readonly [Theme, string, 'settings' | 'sun' | 'moon'])[] = [
    ['system', account('themeSystem'), 'settings'],
    ['light', account('themeLight'), 'sun'],
    ['dark', account('themeDark'), 'moon'],
  ];
  const densities: readonly (readonly [Density, string])[] = [
    ['compact', account('densityCompact')],
    ['normal', account('densityNormal')],
    ['roomy', account('densityRoomy')],
  ];
  const items: MenuItem[] = [
    ...(phone
      ? [
          {
            id: 'myShares',
            label: t('myShares'),
            icon: 'link' as const,
            onSelect: () => navigate('/shares'),
          },
          { id: 'trash', label: t('trash'), icon: 'trash' as const, onSelect: () => navigate('/trash') },
          'line' as const,
        ]
      : []),
    { title: account('appearance') },
    ...themes.map(([id, label, icon]) => ({
      id: `theme-${id}`,
      label,
      icon,
      checked: theme === id,
      onSelect: () => setPreferences({ theme: id }),
    })),
    ...(phone
      ? []
      : [
          'line' as const,
          { title: account('density') },
          ...densities.map(([id, label]) => ({
            id: `density-${id}`,
            label,
            checked: density === id,
            onSelect: () => setPreferences({ density: id }),
          })),
        ]),
    'line',
    { title: t('language') },
    ...languages.map(({ id, name: label }) => ({
      id: `language-${id}`,
      label,
      icon: 'globe' as const,
      checked: t.language === id,
      onSelect: () => setPreferences({ language: id }),
    })),
    'line',
    { id: 'settings', label: account('settings'), icon: 'settings', onSelect: () => navigate('/settings') },
    ...(phone
      ? []
      : [{ id: 'keys', label: t('keys'), icon: 'command' as const, hint: '?', onSelect: () => openSheet('keys') }]),
    { id: 'out', label: account('signOut'), icon: 'enter', onSelect: () => void leave() },
  ];

  return (
    <Menu
      label={t('account', { name })}
      anchor={{ below: anchor, end: true }}
      items={items}
      top={
        <div className="account-head">
          <Face name={name} />
          <div>
            <strong className="cut">{name}</strong>
            <p className="t-small faint cut">{me?.email}</p>
            {hasFlag(me?.group?.permission ?? '', GroupPermission.ADMIN) && (
              <p className="t-small faint">{account('administrator')}</p>
            )}
          </div>
          {phone && <StorageMeter isPlain />}
        </div>
      }
      onClose={onClose}
    />
  );
}
