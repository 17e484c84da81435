/** How the app looks on this device. */
import { client } from '../../api/index.ts';
import { type Density, setPreferences, type Theme, usePreferences } from '../../device/index.ts';
import { accountWords } from '../../frame/account-words.ts';
import { languages, useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { ChoiceRow, Section } from './Section.tsx';
import { settingsWords } from './words.ts';

export function Appearance() {
  const t = useT();
  const w = useWords(settingsWords);
  const account = useWords(accountWords);
  const { theme, density } = usePreferences();
  return (
    <Section id="appearance" title={w('appearance')} hint={w('appearanceHint')}>
      <ChoiceRow<Theme>
        label={w('theme')}
        value={theme}
        choices={[
          ['system', account('themeSystem')],
          ['light', account('themeLight')],
          ['dark', account('themeDark')],
        ]}
        onChoose={(value) => setPreferences({ theme: value })}
      />
      <ChoiceRow<Density>
        label={w('density')}
        hint={w('densityHint')}
        value={density}
        choices={[
          ['compact', account('densityCompact')],
          ['normal', account('densityNormal')],
          ['roomy', account('densityRoomy')],
        ]}
        onChoose={(value) => setPreferences({ density: value })}
      />
      <ChoiceRow
        label={w('language')}
        hint={w('languageHint')}
        value={t.language}
        choices={languages.map(({ id, name }) => [id, name] as const)}
        onChoose={(language) => {
          setPreferences({ language });
          /* This device has it already; the account follows when the server can be reached. */
          void client.call('patchPreferences', { body: { language } }).catch(() => undefined);
        }}
      />
    </Section>
  );
}
