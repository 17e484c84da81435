/** Who may do what with a file or folder that is reached through a share, for one item or for many. */
import { type FileResponse, GroupPermission, hasFlag, type PermissionSetting } from '@canopy/contract';
import { useState } from 'react';
import { reasonOf, useMe } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon, Spinner } from '../../components/Icon.tsx';
import { useMenu } from '../../components/Menu.tsx';
import { say } from '../../components/Snackbar.tsx';
import { FileIcon, isFolder } from '../../files/index.ts';
import { createOutcomes } from '../../files/outcomes.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { pathOf } from './calls.ts';
import { FindPeople, keyOf } from './FindPeople.tsx';
import { NamedLine } from './NamedLine.tsx';
import type { Candidate } from './people.tsx';
import { RoleMenu, roleText } from './RoleMenu.tsx';
import {
  changes,
  effectiveFlags,
  flagsOf,
  type Named,
  namedIn,
  type Role,
  roleOf,
  rolesOf,
  withNamed,
} from './roles.ts';
import { isSame, mostKept, ownRulesOf, type Rules, resetRules, restoreRules, setRules, useRules } from './rules.ts';
import { type SharingKey, sharingWords } from './words.ts';
import './sharing.css';

type W = Words<SharingKey>;
type Audience = 'same_group' | 'other' | 'anonymous' | 'everyone';

const rows: readonly (readonly [Audience, SharingKey])[] = [
  ['same_group', 'rowSameGroup'],
  ['other', 'rowOther'],
  ['anonymous', 'rowAnonymous'],
  ['everyone', 'rowEveryone'],
];

interface RulesDialogProps {
  readonly files: readonly FileResponse[];
  readonly onClose: () => void;
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function RulesDialog({ files, onClose }: RulesDialogProps) {
  const w = useWords(sharingWords);
  const { data, error, refetch } = useRules(files);
  const [first] = files;
  const names = { n: files.length, name: first?.name ?? '' };
  if (data) return <Editor files={files} before={data} names={names} onClose={onClose} />;
  return (
    <Dialog title={w('dlgRules', names)} onClose={onClose}>
      {error ? (
        <p className="notice danger" role="alert">
          <Icon name="warning" />
          <span>
            {reasonOf(error, w.t).text}{' '}
            <button type="button" className="text-link" onClick={() => void refetch()}>
              {w.t('retry')}
            </button>
          </span>
        </p>
      ) : (
        <p className="counting" role="status">
          <Spinner /> {w('rulesLoading')}
        </p>
      )}
    </Dialog>
  );
}

/** What can be said of all items at once. */
function commonOf(before: EditorProps['before']): { rules: Rules | undefined; isMixed: boolean } {
  if (before === 'unknown') return { rules: undefined, isMixed: true };
  const [first, ...others] = before;
  const isMixed = others.some((each) => !isSame(each?.setting, first?.setting));
  return isMixed ? { rules: undefined, isMixed } : { rules: first, isMixed };
}

interface EditorProps extends RulesDialogProps {
  readonly before: readonly (Rules | undefined)[] | 'unknown';
  readonly names: { readonly n: number; readonly name: string };
}

function Editor({ files, before, names, onClose }: EditorProps) {
  const w = useWords(sharingWords);
  const me = useMe();
  const [{ rules, isMixed }] = useState(() => commonOf(before));
  const [setting, setSetting] = useState<PermissionSetting>(rules?.setting ?? {});
  const [busy, setBusy] = useState(false);
  const roles = rolesOf(files.some(isFolder));
  const hasOwn = before === 'unknown' || before.some((each) => each && !each.place);
  const isChanged = isMixed || !isSame(setting, rules?.setting ?? {}) || Boolean(rules?.place);
  const mayOpenToAll = hasFlag(me?.group?.permission ?? '', GroupPermission.SET_ANONYMOUS_PERMISSION);
  const named = namedIn(setting);
  const uris = files.map(pathOf);
  const mayKeep = files.length <= mostKept;

  const run = async (work: () => Promise<void>, text: string) => {
    setBusy(true);
    const { done, failed } = createOutcomes(w.t);
    try {
      const kept = before !== 'unknown' ? before : mayKeep ? await ownRulesOf(files) : undefined;
      await work();
      onClose();
      if (kept) done(text, { undo: () => restoreRules(files, kept) });
      else say({ text });
    } catch (error) {
      failed(error, (reason) => w('failRules', { reason }), { total: files.length, left: files });
    } finally {
      setBusy(false);
    }
  };
  const setNamed = (next: readonly Named[]) => setSetting(withNamed(setting, next));
  const setFlags = (one: Named, flags: string) =>
    setNamed(named.map((other) => (other === one ? { ...one, flags } : other)));
  const add = (candidates: readonly Candidate[]) =>
    setNamed([...named, ...candidates.map(({ kind, id }) => ({ kind, id, flags: flagsOf('view') }))]);
  const setAudience = (audience: Audience, flags: string | null) => setSetting({ ...setting, [audience]: flags });
  /* What everyone may do reaches visitors as well, unless they have a line of their own. */
  const whyNot = (audience: Audience, role: Role) => {
    const reaches = audience === 'anonymous' || (audience === 'everyone' && typeof setting.anonymous !== 'string');
    return reaches && changes(role) && !mayOpenToAll ? w('whyAnonymous') : undefined;
  };
  return (
    <Dialog
      title={w('dlgRules', names)}
      sub={isMixed ? w('rulesMixed') : originText(rules, w)}
      lead={files.length === 1 && files[0] ? <FileIcon file={files[0]} /> : undefined}
      onClose={onClose}
      onSubmit={() => void run(() => setRules(uris, setting), w('didRules', names))}
      footer={
        <>
          {hasOwn && (
            <Button icon="undo" onClick={() => void run(() => resetRules(uris), w('didReset', names))}>
              {w('resetRules')}
            </Button>
          )}
          <span className="gap" />
          <Button onClick={onClose}>{w.t('cancel')}</Button>
          <Button look="solid" type="submit" busy={busy} disabled={!isChanged}>
            {w('saveRules')}
          </Button>
        </>
      }
    >
      <p className="quiet rules-text">{w('rulesText')}</p>
      {!mayKeep && (
        <p className="notice warning">
          <Icon name="warning" />
          {w('rulesForGood', { n: mostKept })}
        </p>
      )}
      <h3 className="label">{w('namedRules')}</h3>
      <FindPeople chosen={[]} onChosen={add} leftOut={new Set(named.map(keyOf))} />
      <ul className="members">
        {named.map((each) => (
          <NamedLine key={keyOf(each)} named={each}>
            {(name) => (
              <RoleMenu
                name={name}
                role={roleOf(each.flags)}
                roles={roles}
                onRole={(role) => setFlags(each, flagsOf(role))}
                more={[
                  {
                    id: 'none',
                    label: w('roleNone'),
                    checked: roleOf(each.flags) === 'none',
                    onSelect: () => setFlags(each, ''),
                  },
                  'line',
                  {
                    id: 'remove',
                    label: w('removeAccess'),
                    icon: 'close',
                    onSelect: () => setNamed(named.filter((other) => other !== each)),
                  },
                ]}
              />
            )}
          </NamedLine>
        ))}
      </ul>
      <h3 className="label">{w('otherRules')}</h3>
      <ul className="members">
        {rows.map(([audience, key]) => (
          <li key={audience} className="member">
            <div>{w(key)}</div>
            <AudienceMenu
              name={w(key)}
              flags={setting[audience] ?? undefined}
              isLast={audience === 'everyone'}
              roles={roles}
              why={(role) => whyNot(audience, role)}
              onFlags={(flags) => setAudience(audience, flags)}
            />
          </li>
        ))}
      </ul>
      <Outcome setting={setting} named={named.length} isSilent={!rules && !isMixed && isSame(setting, {})} />
    </Dialog>
  );
}

function originText(rules: Rules | undefined, w: W): string {
  if (!rules) return w('rulesNone');
  return rules.place ? w('rulesFrom', { name: rules.place.name }) : w('rulesOwn');
}

interface AudienceMenuProps {
  readonly name: string;
  /** undefined = not stated. */
  readonly flags: string | undefined;
  readonly isLast: boolean;
  readonly roles: readonly Role[];
  readonly why: (role: Role) => string | undefined;
  readonly onFlags: (flags: string | null) => void;
}

/** A role, none at all, or nothing said. */
function AudienceMenu({ name, flags, isLast, roles, why, onFlags }: AudienceMenuProps) {
  const w = useWords(sharingWords);
  const role = flags === undefined ? undefined : roleOf(flags);
  const shown = role ? roleText(role, w) : w('notStated');
  const label = w('roleFor', { name, role: shown });
  const { props, menu } = useMenu({
    label,
    end: true,
    items: () => [
      { id: 'unset', label: w('notStated'), checked: role === undefined, onSelect: () => onFlags(null) },
      { title: w(isLast ? 'nothingStatedSub' : 'notStatedSub') },
      'line',
      { id: 'none', label: w('roleNone'), checked: role === 'none', onSelect: () => onFlags('') },
      ...roles.map((each) => ({
        id: each,
        label: roleText(each, w),
        checked: role === each,
        why: why(each),
        onSelect: () => onFlags(flagsOf(each)),
      })),
    ],
  });
  return (
    <>
      <button type="button" className={role ? 'role' : 'role unset'} aria-label={label} {...props}>
        {shown}
        <Icon name="down" />
      </button>
      {menu}
    </>
  );
}

/** The setting as it works out for those who are not named. */
function Outcome({ setting, named, isSilent }: { setting: PermissionSetting; named: number; isSilent: boolean }) {
  const w = useWords(sharingWords);
  const lines = [
    [w('rowSameGroup'), effectiveFlags(setting, { anonymous: false, sameGroup: true })],
    [w('rowOther'), effectiveFlags(setting, { anonymous: false, sameGroup: false })],
    [w('rowAnonymous'), effectiveFlags(setting, { anonymous: true, sameGroup: false })],
  ] as const;
  return (
    <section className="outcome" aria-live="polite">
      <h3 className="label">{w('outcome')}</h3>
      <ul>
        {named > 0 && <li>{w('outcomeNamed', { n: named })}</li>}
        {isSilent && <li>{w('outcomeShare')}</li>}
        {(isSilent ? [] : lines).map(([who, flags]) => (
          <li key={who}>{w('outcomeLine', { who, role: roleText(roleOf(flags), w) })}</li>
        ))}
      </ul>
    </section>
  );
}
