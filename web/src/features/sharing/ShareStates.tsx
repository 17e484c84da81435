/** What stands between somebody and a share: a password, a sign-in, an end. */
import { FileUri, type Share } from '@canopy/contract';
import { useState } from 'react';
import { reasonOf, useSession } from '../../api/index.ts';
import { Button } from '../../components/Button.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Icon } from '../../components/Icon.tsx';
import { CopyId } from '../../components/Snackbar.tsx';
import { addressOf } from '../../files/index.ts';
import { nameOf } from '../../frame/Face.tsx';
import { signInAddress } from '../../frame/GuestTools.tsx';
import { useWords } from '../../i18n/words.ts';
import { Link, navigate } from '../../router/index.ts';
import { type GuestKey, guestWords } from './guest-words.ts';
import { ShareIcon } from './icons.tsx';
import { endOf, type Obstacle, obstacleOf } from './opening.ts';

interface ShareStateProps {
  readonly error: unknown;
  readonly uri: FileUri;
  /** What was known of it, if anything. */
  readonly share: Share | undefined;
  readonly onRetry: () => void;
}

/** Says what an error means here, and what to do. */
export function ShareState({ error, uri, share, onRetry }: ShareStateProps) {
  const w = useWords(guestWords);
  const signedIn = useSession() !== undefined;
  const obstacle = obstacleOf(error, signedIn, uri);
  const owner = nameOf(share?.owner);
  if (obstacle === 'password') return <PasswordState uri={uri} owner={owner} />;
  if (obstacle === 'gone') return <GoneState share={share} />;
  if (obstacle === 'door') {
    return (
      <Empty
        drawing="door"
        isPage
        title={w('doorTitle')}
        actions={
          <Link className="button solid" href={signInAddress()}>
            {w('signIn')}
          </Link>
        }
      >
        {w('doorText')}
      </Empty>
    );
  }
  if (obstacle === 'folder') {
    return (
      <Empty
        drawing="gone"
        isPage
        title={w('folderGone')}
        actions={
          <Button look="edge" icon="files" onClick={() => navigate(addressOf(rootOf(uri)))}>
            {w('toShare')}
          </Button>
        }
      >
        {w('folderGoneText')}
      </Empty>
    );
  }
  const { text, id } = reasonOf(error, w.t);
  const words: Readonly<
    Record<Exclude<Obstacle, 'password' | 'gone' | 'door' | 'folder'>, readonly [GuestKey, string]>
  > = {
    closed: ['closedTitle', owner ? w('closedText', { name: owner }) : w('closedGroup')],
    paid: ['paidTitle', w('paidText')],
    other: ['failTitle', text],
  };
  const [title, sentence] = words[obstacle];
  return (
    <Empty
      drawing={obstacle === 'other' ? 'gone' : 'door'}
      isPage
      title={w(title)}
      actions={
        <>
          <Button look="edge" icon="retry" onClick={onRetry}>
            {w.t('retry')}
          </Button>
          {obstacle === 'other' && id && <CopyId id={id} />}
        </>
      }
    >
      {sentence}
    </Empty>
  );
}

/** The top of the share that an address lies in. */
export function rootOf(uri: FileUri): FileUri {
  return uri.isRoot ? uri : rootOf(uri.parent());
}

function GoneState({ share }: { share: Share | undefined }) {
  const w = useWords(guestWords);
  const end = endOf(share, Date.now());
  const mail = share?.owner.email;
  return (
    <Empty
      drawing="gone"
      isPage
      title={w('goneTitle')}
      actions={
        mail && (
          <a
            className="button edge"
            href={`mailto:${mail}?subject=${encodeURIComponent(w('askSubject', { name: share.name ?? '' }))}`}
          >
            <ShareIcon name="mail" />
            {w('askAgain')}
          </a>
        )
      }
    >
      {end === 'until' && share?.expires
        ? w('goneUntil', { date: w.t.moment(share.expires) })
        : end === 'used'
          ? w('goneUsed')
          : w('goneText')}
    </Empty>
  );
}

/** Asks for the password. It becomes part of the address, as in the link that holds it. */
export function PasswordState({ uri, owner }: { uri: FileUri; owner: string }) {
  const w = useWords(guestWords);
  const [password, setPassword] = useState('');
  const isWrong = uri.password !== '';
  const [isEdited, setEdited] = useState(false);
  const showsError = isWrong && !isEdited;
  const open = () => {
    if (!password) return;
    setEdited(false);
    navigate(addressOf(withPassword(uri, password)), { replace: true });
  };
  return (
    <Empty drawing="door" isPage title={w('passTitle')}>
      <span>{owner && w('passText', { name: owner })}</span>
      <form
        className="pass"
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <input
          className={showsError ? 'input large is-error' : 'input large'}
          type="password"
          autoComplete="off"
          aria-label={w('password')}
          placeholder={w('password')}
          aria-invalid={showsError || undefined}
          aria-describedby="wrong-password"
          value={password}
          // biome-ignore lint/a11y/noAutofocus: the only field of the page, and what it is about
          autoFocus
          onChange={(event) => {
            setPassword(event.target.value);
            setEdited(true);
          }}
        />
        <Button look="solid" size="large" type="submit">
          {w('open')}
        </Button>
      </form>
      <span id="wrong-password" role="alert" className="hint error pass-wrong">
        {showsError && (
          <>
            <Icon name="warning" />
            {w('passWrong')}
          </>
        )}
      </span>
    </Empty>
  );
}

function withPassword(uri: FileUri, password: string): FileUri {
  return FileUri.root('share', uri.id, password).join(...uri.elements);
}
