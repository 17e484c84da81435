/** People and groups who have access by name, and inviting others. */
import type { FileResponse, Share } from '@canopy/contract';
import { useState } from 'react';
import { useMe } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { isFolder } from '../../files/index.ts';
import { nameOf } from '../../frame/Face.tsx';
import { useWords } from '../../i18n/words.ts';
import { useChange } from './access.ts';
import { markShared, restorePeople, setPeople } from './calls.ts';
import { FindPeople, keyOf } from './FindPeople.tsx';
import { NamedLine } from './NamedLine.tsx';
import { type Candidate, PersonFace } from './people.tsx';
import { RoleMenu, roleText } from './RoleMenu.tsx';
import { flagsOf, type Named, namedIn, type Role, roleOf, rolesOf } from './roles.ts';
import { saidWithUndo } from './take-back.ts';
import { sharingWords } from './words.ts';

interface PeopleBoxProps {
  readonly file: FileResponse;
  /** The shares that name people. Who is invited comes into the first. */
  readonly shares: readonly Share[];
  readonly mayShare: boolean;
}

export function PeopleBox({ file, shares, mayShare }: PeopleBoxProps) {
  const w = useWords(sharingWords);
  const me = useMe();
  const { busy, change } = useChange();
  const [chosen, setChosen] = useState<readonly Candidate[]>([]);
  const [role, setRole] = useState<Role>('view');
  const members = shares.flatMap((share) => namedIn(share.permission_setting).map((named) => ({ share, named })));
  const roles = rolesOf(isFolder(file));

  /** Sets the names of a share and remembers those before. */
  const set = (share: Share | undefined, to: (named: readonly Named[]) => readonly Named[], text: string) =>
    change(async () => {
      const before = namedIn(share?.permission_setting);
      await setPeople(file, share, to(before));
      markShared(file, true);
      saidWithUndo(w, text, () => restorePeople(file, share, before));
    });
  const invite = async () => {
    const added = chosen.map(({ kind, id }): Named => ({ kind, id, flags: flagsOf(role) }));
    const text = w('didInvite', { n: added.length, name: chosen[0]?.name ?? '' });
    const done = await set(shares[0], (named) => [...named, ...added], text);
    if (done) setChosen([]);
  };
  return (
    <>
      {mayShare && (
        <div className="addline">
          <FindPeople chosen={chosen} onChosen={setChosen} leftOut={new Set(members.map(({ named }) => keyOf(named)))}>
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
        {members.map(({ share, named }) => (
          <NamedLine key={`${share.id} ${keyOf(named)}`} named={named}>
            {(name) => (
              <RoleMenu
                name={name}
                role={roleOf(named.flags)}
                roles={mayShare ? roles : []}
                disabled={busy}
                onRole={(next) =>
                  void set(
                    share,
                    (before) =>
                      before.map((each) => (keyOf(each) === keyOf(named) ? { ...each, flags: flagsOf(next) } : each)),
                    w('didRole', { name, role: roleText(next, w) }),
                  )
                }
                more={[
                  {
                    id: 'remove',
                    label: w('removeAccess'),
                    icon: 'close',
                    onSelect: () =>
                      void set(
                        share,
                        (before) => before.filter((each) => keyOf(each) !== keyOf(named)),
                        w('didRemove', { name }),
                      ),
                  },
                ]}
              />
            )}
          </NamedLine>
        ))}
      </ul>
    </>
  );
}
