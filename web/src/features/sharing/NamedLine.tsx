/** The line of a person or group who is named: a face, a name, and what can be done about it. */
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.ts';
import { GroupFace, PersonFace, useNamed } from './people.tsx';
import type { Named } from './roles.ts';
import { sharingWords } from './words.ts';

interface NamedLineProps {
  readonly named: Named;
  /** What stands at its end; it is told the name. */
  readonly children: (name: string) => ReactNode;
}

export function NamedLine({ named, children }: NamedLineProps) {
  const w = useWords(sharingWords);
  const { name = w(named.kind === 'user' ? 'unknownPerson' : 'unknownGroup'), sub } = useNamed(named);
  return (
    <li className="member">
      {named.kind === 'user' ? <PersonFace name={name} /> : <GroupFace />}
      <div>
        {name}
        <p>{named.kind === 'group' ? w('group') : sub}</p>
      </div>
      {children(name)}
    </li>
  );
}
