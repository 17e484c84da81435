/** A role in words, and the menu that gives another one. */
import { Icon } from '../../components/Icon.tsx';
import { type MenuItem, useMenu } from '../../components/Menu.tsx';
import { useWords, type Words } from '../../i18n/words.ts';
import { type Role, type RoleName, roleWords } from './roles.ts';
import { type SharingKey, sharingWords } from './words.ts';

export function roleText(role: RoleName, w: Words<SharingKey>): string {
  return w(roleWords[role]);
}

interface RoleMenuProps {
  /** Whose role it is. */
  readonly name: string;
  readonly role: RoleName;
  readonly roles: readonly Role[];
  readonly onRole: (role: Role) => void;
  /** Why a role can't be given. */
  readonly why?: (role: Role) => string | undefined;
  /** Entries after the roles. */
  readonly more?: readonly MenuItem[];
  readonly disabled?: boolean;
}

export function RoleMenu({ name, role, roles, onRole, why, more = [], disabled = false }: RoleMenuProps) {
  const w = useWords(sharingWords);
  const label = w('roleFor', { name, role: roleText(role, w) });
  const { props, menu } = useMenu({
    label,
    end: true,
    items: () => [
      ...roles.map((each) => ({
        id: each,
        label: roleText(each, w),
        checked: each === role,
        why: why?.(each),
        onSelect: () => onRole(each),
      })),
      ...(more.length > 0 ? ['line' as const, ...more] : []),
    ],
  });
  return (
    <>
      <button type="button" className="role" aria-label={label} disabled={disabled} {...props}>
        {roleText(role, w)}
        <Icon name="down" />
      </button>
      {menu}
    </>
  );
}
