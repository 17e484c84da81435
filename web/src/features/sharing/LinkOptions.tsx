/** What a link allows, and how long. Every change is saved at once. */
import { GroupPermission, hasFlag, type Share } from '@canopy/contract';
import { useId, useState } from 'react';
import { useMe } from '../../api/index.ts';
import { Button, Tool } from '../../components/Button.tsx';
import { copyText } from '../../components/copy-text.ts';
import { Icon } from '../../components/Icon.tsx';
import { announce } from '../../components/Snackbar.tsx';
import { useWords } from '../../i18n/words.ts';
import type { Terms } from './calls.ts';
import { dayOf, endOfDay } from './days.ts';
import { ShareIcon } from './icons.tsx';
import { Choice, Option, SwitchOption } from './OptionRows.tsx';
import { RoleMenu } from './RoleMenu.tsx';
import { audienceOf, changes, linkRole, linkSetting, type Role, rolesOf } from './roles.ts';
import { sharingWords } from './words.ts';

interface LinkOptionsProps {
  readonly share: Share;
  readonly isFolder: boolean;
  readonly busy: boolean;
  readonly onEdit: (terms: Terms) => Promise<boolean>;
  readonly onPassword: (on: boolean) => void;
  readonly withPassword: boolean;
  readonly onWithPassword: (on: boolean) => void;
}

export function LinkOptions(props: LinkOptionsProps) {
  const { share, isFolder, busy, onEdit } = props;
  const w = useWords(sharingWords);
  const me = useMe();
  const audience = audienceOf(share.permission_setting) === 'signedIn' ? 'signedIn' : 'anyone';
  const role = linkRole(share.permission_setting);
  const mayOpenToAll = hasFlag(me?.group?.permission ?? '', GroupPermission.SET_ANONYMOUS_PERMISSION);
  const whyNot = (who: typeof audience, what: typeof role) =>
    who === 'anyone' && changes(what) && !mayOpenToAll ? w('whyAnonymous') : undefined;
  const setRole = (next: Role) => void onEdit({ permissions: linkSetting(audience, next, share.permission_setting) });
  const setAudience = (next: typeof audience) => {
    const kept = role === 'none' || role === 'custom' || whyNot(next, role) ? 'view' : role;
    void onEdit({ permissions: linkSetting(next, kept, share.permission_setting) });
  };
  return (
    <>
      <Option icon={<Icon name="globe" />} label={w('optWho')}>
        <Choice
          label={w('optWho')}
          disabled={busy}
          value={audience}
          choices={[
            ['anyone', w('whoAnyone')],
            ['signedIn', w('whoSignedIn')],
          ]}
          onChoose={setAudience}
        />
      </Option>
      <Option icon={<Icon name="eye" />} label={w('optMay')}>
        <RoleMenu
          name={w('optMay')}
          role={role}
          roles={rolesOf(isFolder)}
          disabled={busy}
          why={(each) => whyNot(audience, each)}
          onRole={setRole}
        />
      </Option>
      <EndOption share={share} busy={busy} onEdit={onEdit} />
      <PasswordOption {...props} />
      {isFolder && (
        <SwitchOption
          icon="inbox"
          label={w('optUpload')}
          sub={whyNot(audience, 'drop') ?? w('optUploadSub')}
          checked={changes(role)}
          disabled={busy || (whyNot(audience, 'drop') !== undefined && !changes(role))}
          onChange={(on) => setRole(on ? 'drop' : 'view')}
        />
      )}
      <details className="more-options">
        <summary>
          {w('moreOptions')}
          <Icon name="down" />
        </summary>
        <LimitOption share={share} busy={busy} onEdit={onEdit} />
        {isFolder && (
          <>
            <SwitchOption
              icon={<Icon name="grid" />}
              label={w('optView')}
              checked={share.share_view ?? false}
              disabled={busy}
              onChange={(shareView) => void onEdit({ shareView })}
            />
            <SwitchOption
              icon={<Icon name="info" />}
              label={w('optReadme')}
              checked={share.show_readme ?? false}
              disabled={busy}
              onChange={(showReadme) => void onEdit({ showReadme })}
            />
          </>
        )}
      </details>
    </>
  );
}

type Part = Pick<LinkOptionsProps, 'share' | 'busy' | 'onEdit'>;

/** The day after which the link opens no more: the end of that day, where its owner is. */
function EndOption({ share, busy, onEdit }: Part) {
  const w = useWords(sharingWords);
  const value = share.expires ? dayOf(new Date(share.expires)) : '';
  return (
    <Option icon={<ShareIcon name="calendar" />} label={w('optExpire')}>
      {value ? (
        <Tool
          icon="close"
          small
          label={w('removeEnd')}
          disabled={busy}
          onClick={() => void onEdit({ expires: undefined })}
        />
      ) : (
        <span className="t-small faint">{w('expireNever')}</span>
      )}
      <input
        key={value}
        className="input day"
        type="date"
        aria-label={w('optExpire')}
        defaultValue={value}
        min={dayOf(new Date())}
        disabled={busy}
        onChange={(event) => {
          const end = endOfDay(event.target.value);
          if (end && end.getTime() > Date.now()) void onEdit({ expires: end });
        }}
      />
    </Option>
  );
}

/** How often it may be downloaded from now on. */
function LimitOption({ share, busy, onEdit }: Part) {
  const w = useWords(sharingWords);
  const id = useId();
  const value = share.remain_downloads ?? undefined;
  const [isBad, setBad] = useState(false);
  const save = (text: string) => {
    const number = text.trim() === '' ? undefined : Number(text);
    const fits = number === undefined || (Number.isSafeInteger(number) && number >= 1 && number <= 1_000_000);
    setBad(!fits);
    if (fits && number !== value) void onEdit({ downloads: number });
  };
  return (
    <Option
      icon={<Icon name="download" />}
      label={w('optLimit')}
      sub={
        isBad && (
          <span id={id} role="alert" className="bad">
            {w('limitBad')}
          </span>
        )
      }
    >
      <input
        key={value}
        className={isBad ? 'input limit is-error' : 'input limit'}
        type="text"
        inputMode="numeric"
        aria-label={w('optLimit')}
        aria-invalid={isBad || undefined}
        aria-describedby={isBad ? id : undefined}
        placeholder={w('limitNone')}
        defaultValue={value ?? ''}
        disabled={busy}
        onBlur={(event) => save(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
    </Option>
  );
}

function PasswordOption({ share, busy, onPassword, withPassword, onWithPassword }: LinkOptionsProps) {
  const w = useWords(sharingWords);
  const { password } = share;
  const hasPassword = Boolean(share.is_private ?? share.password_protected);
  return (
    <>
      <SwitchOption
        icon="lock"
        label={w('optPassword')}
        sub={w(hasPassword ? 'passwordOffSub' : 'passwordSub')}
        checked={hasPassword}
        disabled={busy}
        onChange={onPassword}
      />
      {hasPassword && password && (
        <div className="secret">
          <code className="num">{password}</code>
          <Button
            size="small"
            look="edge"
            icon="copy"
            onClick={() => void copyText(password).then((done) => done && announce(w('passwordCopied')))}
          >
            {w('copyPassword')}
          </Button>
          <label className="stay">
            <input
              className="check"
              type="checkbox"
              checked={withPassword}
              onChange={(event) => onWithPassword(event.target.checked)}
            />
            {w('passwordInLink')}
          </label>
        </div>
      )}
    </>
  );
}
