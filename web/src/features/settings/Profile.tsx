/** Who one is to others. */
import type { UserSettings } from '@canopy/contract';
import { type FormEvent, useState } from 'react';
import { changeMe, refreshMe, useMe } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { Face, nameOf } from '../../frame/index.ts';
import { useWords } from '../../i18n/words.ts';
import { ChoiceRow, Section } from './Section.tsx';
import { type Change, useChange } from './use-settings.ts';
import { settingsWords } from './words.ts';

const longestNick = 100;

export function Profile({ settings }: { settings: UserSettings }) {
  const w = useWords(settingsWords);
  const me = useMe();
  const change = useChange();
  const shown = settings.share_links_in_profile ?? '';
  return (
    <Section id="profile" title={w('profile')}>
      <div className="who">
        <Face name={nameOf(me)} />
        <dl className="who-facts">
          <dt>{w('mail')}</dt>
          <dd>{me?.email}</dd>
          <dt>{w('group')}</dt>
          <dd>{me?.group?.name}</dd>
          <dt>{w('since')}</dt>
          <dd>{me && w.t.when(me.created_at)}</dd>
        </dl>
      </div>
      {me && <Nick key={me.nickname} nick={me.nickname} change={change} />}
      <ChoiceRow
        label={w('linksShown')}
        hint={w('linksShownHint')}
        value={shown === '' ? 'public' : shown}
        choices={[
          ['public', w('linksPublic')],
          ['all_share', w('linksAll')],
          ['hide_share', w('linksNone')],
        ]}
        onChoose={(value) =>
          void change({ share_links_in_profile: value === 'public' ? '' : value }, { share_links_in_profile: shown })
        }
      />
    </Section>
  );
}

function Nick({ nick, change }: { nick: string; change: Change }) {
  const w = useWords(settingsWords);
  const [text, setText] = useState(nick);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    const next = text.trim();
    if (next === nick) return;
    if (next === '') return setProblem(w('nickMissing'));
    if ([...next].length > longestNick) return setProblem(w('nickLong', { n: longestNick }));
    setBusy(true);
    const takeBack = changeMe((me) => ({ ...me, nickname: next }));
    if (!(await change({ nick: next }, { nick }))) takeBack();
    refreshMe();
    setBusy(false);
  };
  return (
    <form
      className="one-field"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <Field
        label={w('nick')}
        hint={w('nickHint')}
        error={problem}
        autoComplete="nickname"
        dir="auto"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(undefined);
        }}
      />
      {text.trim() !== nick && (
        <Button look="tint" type="submit" busy={busy}>
          {w('save')}
        </Button>
      )}
    </form>
  );
}
