/** What is kept of files, and of how folders are looked at. */
import type { UserSettings } from '@canopy/contract';
import { type FormEvent, useState } from 'react';
import { changeMe, refreshMe } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { useWords } from '../../i18n/words.ts';
import { endingsOf } from './endings.ts';
import { ChoiceRow, Section, SwitchRow } from './Section.tsx';
import { useChange } from './use-settings.ts';
import { settingsWords } from './words.ts';

const counts = [1, 3, 5, 10, 20, 50, 100];

export function Files({ settings }: { settings: UserSettings }) {
  const w = useWords(settingsWords);
  const change = useChange();
  const { version_retention_enabled: keeps, version_retention_max: most = 0, disable_view_sync: isLocal } = settings;
  const offered = [...new Set([...counts, most])].filter((n) => n > 0).sort((a, b) => a - b);
  return (
    <Section id="files-settings" title={w('files')}>
      <SwitchRow
        label={w('viewSync')}
        hint={w('viewSyncHint')}
        checked={!isLocal}
        onChange={async (on) => {
          const takeBack = changeMe((me) => ({ ...me, disable_view_sync: !on }));
          if (!(await change({ disable_view_sync: !on }, { disable_view_sync: isLocal }))) takeBack();
          refreshMe();
        }}
      />
      <SwitchRow
        label={w('versions')}
        hint={w('versionsHint')}
        checked={keeps}
        onChange={(on) => void change({ version_retention_enabled: on }, { version_retention_enabled: keeps })}
      />
      {keeps && (
        <>
          <ChoiceRow
            label={w('versionsMost')}
            hint={w('versionsMostHint')}
            value={String(most)}
            choices={[
              ['0', w('versionsAny')] as const,
              ...offered.map((n) => [String(n), w('versionsCount', { n })] as const),
            ]}
            onChoose={(n) => void change({ version_retention_max: Number(n) }, { version_retention_max: most })}
          />
          <Endings key={settings.version_retention_ext?.join()} endings={settings.version_retention_ext ?? []} />
        </>
      )}
    </Section>
  );
}

function Endings({ endings }: { endings: readonly string[] }) {
  const w = useWords(settingsWords);
  const change = useChange();
  const before = endings.join(', ');
  const [text, setText] = useState(before);
  const [problem, setProblem] = useState<string>();
  const save = () => {
    const read = endingsOf(text);
    if ('wrong' in read) setProblem(w('versionsOfWrong', { ending: read.wrong }));
    else void change({ version_retention_ext: [...read.endings] }, { version_retention_ext: [...endings] });
  };
  return (
    <form
      className="one-field"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save();
      }}
    >
      <Field
        label={w('versionsOf')}
        hint={w('versionsOfHint')}
        error={problem}
        spellCheck={false}
        autoCapitalize="none"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(undefined);
        }}
      />
      {text.trim() !== before && (
        <Button look="tint" type="submit">
          {w('save')}
        </Button>
      )}
    </form>
  );
}
