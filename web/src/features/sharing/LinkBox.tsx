/** One link: its switch, its address with one-click copy, what it allows, when it ends, how often it was used. */
import type { FileResponse, Share } from '@canopy/contract';
import { useId, useRef, useState } from 'react';
import { Button, Tool } from '../../components/Button.tsx';
import { copyText } from '../../components/copy-text.ts';
import { ConfirmDanger } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { MenuTool } from '../../components/Menu.tsx';
import { announce, say } from '../../components/Snackbar.tsx';
import { isFolder } from '../../files/index.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { close, reopen, useChange } from './access.ts';
import { createShare, deleteShare, editShare, pathOf, plainUrl, type Terms, termsOf } from './calls.ts';
import { LinkOptions } from './LinkOptions.tsx';
import { roleText } from './RoleMenu.tsx';
import { audienceOf, linkRole } from './roles.ts';
import { saidWithUndo } from './take-back.ts';
import { type SharingKey, sharingWords } from './words.ts';

interface LinkBoxProps {
  readonly file: FileResponse;
  readonly share: Share;
  readonly mayShare: boolean;
}

/** `12 views, 3 downloads, 7 downloads left`. */
export function statsText(share: Share, w: Words<SharingKey>): string {
  const stats = w('linkStats', { views: share.visited, downloads: share.downloaded ?? 0 });
  const { remain_downloads: left } = share;
  return typeof left === 'number' ? w('linkLeft', { stats, left }) : stats;
}

/** `Anyone with the link can view`. */
export function linkTitle(share: Share, w: Words<SharingKey>): string {
  return w(audienceOf(share.permission_setting) === 'signedIn' ? 'linkSignedIn' : 'linkAnyone');
}

export function LinkBox({ file, share, mayShare }: LinkBoxProps) {
  const w = useWords(sharingWords);
  const id = useId();
  const address = useRef<HTMLInputElement>(null);
  const { busy, change } = useChange();
  const [withPassword, setWithPassword] = useState(false);
  const [asked, setAsked] = useState(false);
  const uri = pathOf(file);
  const url = withPassword ? share.url : plainUrl(share);

  const edit = (terms: Terms) => change(() => editShare(uri, share, terms));
  const copy = async () => {
    if (await copyText(url)) announce(w('copied'));
    else {
      address.current?.select();
      say({ text: w('copyFailed'), tone: 'failed' });
    }
  };
  const turnOff = () =>
    change(async () => {
      const before = termsOf(share);
      await close(uri, share);
      saidWithUndo(w, w('didClose'), async () => {
        await reopen(uri, share);
        await editShare(uri, share, before);
      });
    });
  const turnOn = () =>
    change(async () => {
      await reopen(uri, share);
      say({ text: w('didReopen') });
    });
  const remove = () =>
    change(async () => {
      await deleteShare(share);
      say({ text: w('didDelete', { n: 1 }) });
    });
  /* Privacy and password are fixed when a link is made, so another one takes its place. */
  const setPassword = (on: boolean) =>
    change(async () => {
      await createShare(uri, termsOf(share), on ? '' : undefined);
      await deleteShare(share);
      setWithPassword(false);
      say({ text: w('didPassword') });
    });

  return (
    <section className={share.expired ? 'linkbox is-ended' : 'linkbox'} aria-labelledby={`${id}-title`}>
      <div className="top">
        <span className="face">
          <Icon name="link" />
        </span>
        <div>
          <span id={`${id}-title`}>
            {share.expired ? w('linkEnded') : linkTitle(share, w)}
            {!share.expired && <span className="quiet"> · {roleText(linkRole(share.permission_setting), w)}</span>}
          </span>
          <p className="t-small faint num">{share.expired ? w('linkEndedSub') : statsText(share, w)}</p>
        </div>
        <MenuTool
          icon="more"
          small
          end
          label={w('moreLink')}
          items={() => [
            {
              id: 'delete',
              label: w('deleteLink'),
              icon: 'trash',
              isDanger: true,
              onSelect: () => setAsked(true),
            },
          ]}
        />
        <input
          className="toggle"
          type="checkbox"
          aria-label={w('linkSwitch')}
          checked={!share.expired}
          disabled={busy || !mayShare}
          onChange={(event) => void (event.target.checked ? turnOn() : turnOff())}
        />
      </div>
      {!share.expired && (
        <>
          <div className="address">
            <input
              ref={address}
              className="num"
              readOnly
              value={url}
              aria-label={w('address')}
              onFocus={(event) => event.target.select()}
            />
            {typeof navigator.share === 'function' && (
              <Tool
                icon="share"
                small
                label={w('send')}
                onClick={() => {
                  /* Closing the system's sheet is no failure. */
                  navigator.share({ title: file.name, url }).catch(() => undefined);
                }}
              />
            )}
            <CopyButton onCopy={copy} label={w('copyLink')} />
          </div>
          <LinkOptions
            share={share}
            isFolder={isFolder(file)}
            busy={busy || !mayShare}
            onEdit={edit}
            onPassword={setPassword}
            withPassword={withPassword}
            onWithPassword={setWithPassword}
          />
        </>
      )}
      {asked && (
        <ConfirmDanger
          title={w('deleteLinkSure')}
          text={w('deleteLinkText')}
          confirm={w('deleteLink')}
          onConfirm={() => void remove()}
          onClose={() => setAsked(false)}
        />
      )}
    </section>
  );
}

const thanksMs = 2000;

/** Says for a moment that it has done it. */
export function CopyButton({ onCopy, label }: { onCopy: () => Promise<void>; label: string }) {
  const w = useWords(sharingWords);
  const [copied, setCopied] = useState(false);
  return (
    <Button
      look="solid"
      icon={copied ? 'check' : 'copy'}
      onClick={() => {
        void onCopy().then(() => {
          setCopied(true);
          setTimeout(() => setCopied(false), thanksMs);
        });
      }}
    >
      {copied ? w.t('copied') : label}
    </Button>
  );
}

/** Before there is a link: one click makes and copies it. */
export function NoLink({
  busy,
  onMake,
  onSwitch,
  disabled,
}: {
  busy: boolean;
  onMake: () => void;
  onSwitch: () => void;
  disabled: boolean;
}) {
  const w = useWords(sharingWords);
  return (
    <section className="linkbox is-off" aria-label={w('links')}>
      <div className="top">
        <span className="face off">
          <Icon name="link" />
        </span>
        <div>
          {w('linkOff')}
          <p className="t-small faint">{w('linkOffSub')}</p>
        </div>
        <input
          className="toggle"
          type="checkbox"
          aria-label={w('linkSwitch')}
          checked={false}
          disabled={busy || disabled}
          onChange={onSwitch}
        />
      </div>
      {!disabled && (
        <div className="make">
          <Button look="solid" icon="copy" busy={busy} onClick={onMake} data-autofocus>
            {w('makeAndCopy')}
          </Button>
        </div>
      )}
    </section>
  );
}
