/** In the details: who has access to something and through what, with ending it in one click. */
import type { FileResponse, Share } from '@canopy/contract';
import { reasonOf, useMe } from '../../api/index.ts';
import { Tool } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { uriOf } from '../../files/index.ts';
import { nameOf } from '../../frame/Face.tsx';
import { useWords } from '../../i18n/words.ts';
import { close, reopen, useAccess, useChange } from './access.ts';
import { editShare, pathOf, restorePeople, setPeople, termsOf } from './calls.ts';
import { keyOf } from './FindPeople.tsx';
import { openSharing } from './index.tsx';
import { linkTitle } from './LinkBox.tsx';
import { GroupFace, PersonFace, useNamed } from './people.tsx';
import { roleText } from './RoleMenu.tsx';
import { linkRole, type Named, namedIn, roleOf } from './roles.ts';
import { saidWithUndo } from './take-back.ts';
import { sharingWords } from './words.ts';
import './sharing.css';

/** For something of one's own; of what others share, there is nothing to tell. */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function AccessSection({ file }: { file: FileResponse }) {
  return uriOf(file).host === 'my' ? <OwnAccess file={file} /> : null;
}

function OwnAccess({ file }: { file: FileResponse }) {
  const w = useWords(sharingWords);
  const me = useMe();
  const { info, people, links, error, isLoading } = useAccess(file, false);
  const { change } = useChange();
  const uri = pathOf(file);
  const rules = info?.permissions ? namedIn(info.permissions).length : undefined;
  const directLinks = info?.direct_links?.length ?? 0;

  const removeNamed = (share: Share, gone: Named, name: string) =>
    void change(async () => {
      const before = namedIn(share.permission_setting);
      await setPeople(
        file,
        share,
        before.filter((each) => keyOf(each) !== keyOf(gone)),
      );
      saidWithUndo(w, w('didRemove', { name }), () => restorePeople(file, share, before));
    });
  const closeLink = (share: Share) =>
    void change(async () => {
      await close(uri, share);
      saidWithUndo(w, w('didClose'), async () => {
        await reopen(uri, share);
        await editShare(uri, share, termsOf(share));
      });
    });
  return (
    <section className="block access">
      <header>
        <h3>{w('whoHasAccess')}</h3>
        <button type="button" onClick={() => openSharing({ kind: 'share', file })}>
          {w('manage')}
        </button>
      </header>
      {error ? (
        <p className="faint">{w('failAccess', { reason: reasonOf(error, w.t).text })}</p>
      ) : (
        <ul aria-busy={isLoading}>
          <li className="person">
            <PersonFace name={nameOf(me)} />
            <span>{w('you', { name: nameOf(me) })}</span>
            <span className="role">{w('owner')}</span>
          </li>
          {people.flatMap((share) =>
            namedIn(share.permission_setting).map((each) => (
              <NamedAccess
                key={`${share.id} ${keyOf(each)}`}
                named={each}
                onRevoke={(name) => removeNamed(share, each, name)}
              />
            )),
          )}
          {links.map((link) => (
            <li key={link.id} className="person">
              <span className="face group">
                <Icon name="link" />
              </span>
              <span title={linkTitle(link, w)}>{linkTitle(link, w)}</span>
              <span className="role">
                {link.expired
                  ? w('ended')
                  : link.expires
                    ? w('untilDate', { date: w.t.when(link.expires) })
                    : roleText(linkRole(link.permission_setting), w)}
              </span>
              {!link.expired && (
                <Tool
                  icon="close"
                  small
                  className="revoke"
                  label={w('revokeOf', { name: linkTitle(link, w) })}
                  onClick={() => closeLink(link)}
                />
              )}
            </li>
          ))}
          {rules !== undefined && (
            <li className="person">
              <span className="face group">
                <Icon name="settings" />
              </span>
              <span>{w('throughRules')}</span>
              <button
                type="button"
                className="text-link t-small"
                onClick={() => openSharing({ kind: 'rules', files: [file] })}
              >
                {w('rulesHere')}
              </button>
            </li>
          )}
          {directLinks > 0 && (
            <li className="person">
              <span className="face group">
                <Icon name="globe" />
              </span>
              <span title={w('directLinksSub')}>{w('directLinks', { n: directLinks })}</span>
              <button
                type="button"
                className="text-link t-small"
                onClick={() => openSharing({ kind: 'links', files: [file] })}
              >
                {w('manage')}
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function NamedAccess({ named, onRevoke }: { named: Named; onRevoke: (name: string) => void }) {
  const w = useWords(sharingWords);
  const { name = w(named.kind === 'user' ? 'unknownPerson' : 'unknownGroup') } = useNamed(named);
  return (
    <li className="person">
      {named.kind === 'user' ? <PersonFace name={name} /> : <GroupFace />}
      <span>{name}</span>
      <span className="role">{roleText(roleOf(named.flags), w)}</span>
      <Tool icon="close" small className="revoke" label={w('revokeOf', { name })} onClick={() => onRevoke(name)} />
    </li>
  );
}
