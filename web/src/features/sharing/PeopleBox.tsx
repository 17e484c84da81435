/** People and groups who have access by name, and inviting others. */
import type { FileResponse, Share } from '@canopy/contract';
import { useState } from 'react';
import { useMe } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { isFolder } from '../../files/index.ts';
import { nameOf } from '../../frame/Face.tsx';
import { useWords } from '../../i18n/words.ts';
import { useChange } from './access.ts';
import { createShare, deleteShare, editShare, markShared, pathOf, peopleShareOf } from './calls.ts';
import { FindPeople, keyOf } from './FindPeople.tsx';
import { type Candidate, GroupFace, PersonFace, useNamed } from './people.tsx';
import { RoleMenu, roleText } from './RoleMenu.tsx';
import { flagsOf, type Named, namedIn, type Role, roleOf, rolesOf, withNamed } from './roles.ts';
import { saidWithUndo } from './take-back.ts';
import { sharingWords } from './words.ts';

/** Gives the share of named people these names: makes it, changes it, or ends it with the last one. */
async function setPeople(file: FileResponse, share: Share | undefined, named: readonly Named[]): Promise<void> {
  if (!share) {
    if (named.length > 0) await createShare(pathOf(file), { permissions: withNamed(undefined, named) });
  } else if (named.length === 0) await deleteShare(share);
  else await editShare(pathOf(file), share, { permissions: withNamed(share.permission_setting, named) });
}

interface PeopleBoxProps {
  readonly file: FileResponse;
  /** The share that names people, if there is one. */
  readonly share: Share | undefined;
  readonly mayShare: boolean;
}

export function PeopleBox({ file, share, mayShare }: PeopleBoxProps) {
  const w = useWords(sharingWords);
  const me = useMe();
  const { busy, change } = useChange();
  const [chosen, setChosen] = useState<readonly Candidate[]>([]);
  const [role, setRole] = useState<Role>('view');
  const named = namedIn(share?.permission_setting);
  const roles = rolesOf(isFolder(file));

  /** Sets the names and remembers those before. */
  const set = (next: readonly Named[], text: string) =>
    change(async () => {
      await setPeople(file, share, next);
      markShared(file, true);
      saidWithUndo(w, text, async () => setPeople(file, await peopleShareOf(file), named));
    });
  const invite = async () => {
    const added = chosen.map(({ kind, id }): Named => ({ kind, id, flags: flagsOf(role) }));
    const done = await set([...named, ...added], w('didInvite', { n: added.length, name: chosen[0]?.name ?? '' }));
    if (done) setChosen([]);
  };
  return (
    <>
      {mayShare && (
        <div className="addline">
          <FindPeople chosen={chosen} onChosen={setChosen} leftOut={new Set(named.map(keyOf))}>
            <RoleMenu name={w('addPeople')} role={role} roles={roles} onRole={setRole} />
          </FindPeople>
          <Button
            size="large"
            disabled={chosen.length === 0}
            busy={busy && chosen.length > 0}
            onClick={() => void invite()}
          >
            {w('invite')}
          </Button>
        </div>
      )}
      <ul className="members" aria-label={w('people')}>
        <li className="member">
          <PersonFace name={nameOf(me)} />
          <div>
            {w('you', { name: nameOf(me) })}
            <p>{me?.email}</p>
          </div>
          <span className="role fixed">{w('owner')}</span>
        </li>
        {named.map((each) => (
          <Member
            key={keyOf(each)}
            named={each}
            roles={roles}
            disabled={busy}
            mayChange={mayShare}
            onRole={(next, name) =>
              void set(
                named.map((other) => (other === each ? { ...each, flags: flagsOf(next) } : other)),
                w('didRole', { name, role: roleText(next, w) }),
              )
            }
            onRemove={(name) =>
              void set(
                named.filter((other) => other !== each),
                w('didRemove', { name }),
              )
            }
          />
        ))}
      </ul>
    </>
  );
}

interface MemberProps {
  readonly named: Named;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
  readonly mayChange: boolean;
  readonly onRole: (role: Role, name: string) => void;
  readonly onRemove: (name: string) => void;
}

function Member({ named, roles, disabled, mayChange, onRole, onRemove }: MemberProps) {
  const w = useWords(sharingWords);
  const { name = w(named.kind === 'user' ? 'unknownPerson' : 'unknownGroup'), sub } = useNamed(named);
  return (
    <li className="member">
      {named.kind === 'user' ? <PersonFace name={name} /> : <GroupFace />}
      <div>
        {name}
        <p>{named.kind === 'group' ? w('group') : sub}</p>
      </div>
      <RoleMenu
        name={name}
        role={roleOf(named.flags)}
        roles={mayChange ? roles : []}
        disabled={disabled}
        onRole={(role) => onRole(role, name)}
        more={[
          {
            id: 'remove',
            label: w('removeAccess'),
            icon: 'close',
            onSelect: () => onRemove(name),
          },
        ]}
      />
    </li>
  );
}
