import { GroupPermission, hasFlag, type User } from '@canopy/contract';
import { client, session, useMe } from '../api/index.ts';
import { type MenuItem, useMenu } from '../components/Menu.tsx';
import { type Density, setPreferences, type Theme, usePhone, usePreferences } from '../device/index.ts';
import { languages, useT } from '../i18n/index.tsx';
import { navigate } from '../router/index.ts';
import { StorageMeter } from './StorageMeter.tsx';
import { openSheet } from './sheets.ts';

/** One or two signs that stand for a person without a picture. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  const [first = '?', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  const sign = [...first][0] ?? '?';
  /* One sign of a Chinese, Japanese or Korean name says as much as two letters. */
  if (/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(sign)) return sign;
  return (last ? sign + ([...last][0] ?? '') : [...first].slice(0, 2).join('')).toLocaleUpperCase();
}

const nameOf = (user: User | undefined) => user?.nickname || user?.email || '';

async function leave(): Promise<void> {
  /* Signing out must work without the server too: then only this device forgets. */
  await client.signOut().catch(() => undefined);
  session.set(undefined);
  navigate('/signin');
}

/** The person in the corner: look, language, keyboard, sign out. */
export function AccountMenu() {
  const t = useT();
  const me = useMe();
  const phone = usePhone();
  const { theme, density } = usePreferences();
  const name = nameOf(me);

  const themes: readonly (readonly [Theme, string, 'settings' | 'sun' | 'moon'])[] = [
    ['system', t('themeSystem'), 'settings'],
    ['light', t('themeLight'), 'sun'],
    ['dark', t('themeDark'), 'moon'],
  ];
  const densities: readonly (readonly [Density, string])[] = [
    ['compact', t('densityCompact')],
    ['normal', t('densityNormal')],
    ['roomy', t('densityRoomy')],
  ];
  const items = (): MenuItem[] => [
    ...(phone
      ? [
          { id: 'trash', label: t('trash'), icon: 'trash' as const, onSelect: () => navigate('/trash') },
          'line' as const,
        ]
      : []),
    { title: t('appearance') },
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
          { title: t('density') },
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
    ...(phone
      ? []
      : [{ id: 'keys', label: t('keys'), icon: 'command' as const, hint: '?', onSelect: () => openSheet('keys') }]),
    { id: 'out', label: t('signOut'), icon: 'enter', onSelect: () => void leave() },
  ];

  const { props, menu } = useMenu({
    label: t('account', { name }),
    end: true,
    items,
    top: () => (
      <div className="account-head">
        <Face name={name} />
        <div>
          <strong className="cut">{name}</strong>
          <p className="t-small faint cut">{me?.email}</p>
          {hasFlag(me?.group?.permission ?? '', GroupPermission.ADMIN) && (
            <p className="t-small faint">{t('administrator')}</p>
          )}
        </div>
        {phone && <StorageMeter />}
      </div>
    ),
  });
  return (
    <>
      <button type="button" className="account" aria-label={t('account', { name })} {...props}>
        <Face name={name} />
      </button>
      {menu}
    </>
  );
}

function Face({ name }: { name: string }) {
  return <span className="face a" data-i={initialsOf(name)} aria-hidden="true" />;
}
