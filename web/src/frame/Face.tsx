import type { User } from '@canopy/contract';

/** One or two signs that stand for a person without a picture. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  const [first = '?', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  const sign = [...first][0] ?? '?';
  /* One sign of a Chinese, Japanese or Korean name says as much as two letters. */
  if (/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(sign)) return sign;
  return (last ? sign + ([...last][0] ?? '') : [...first].slice(0, 2).join('')).toLocaleUpperCase();
}

/** What a person is called. */
export function nameOf(user: User | undefined): string {
  return user?.nickname || user?.email || '';
}

/** A person without a picture: initials on a quiet colour. */
export function Face({ name }: { name: string }) {
  return <span className="face a" data-i={initialsOf(name)} aria-hidden="true" />;
}
