import type { Random } from '../lib/random.ts';

const targets = ['canary.txt', 'etc/passwd', 'secrets.json', 'canopy.db', 'windows/win.ini', 'proc/self/environ'];

const ups = [
  '..',
  '%2e%2e',
  '%2E.',
  '%252e%252e',
  '..%00',
  '..;',
  '.. ',
  ' ..',
  '...',
  '....//..',
  '\u2025',
  '\uff0e\uff0e',
  '%c0%ae%c0%ae',
  '%c0%2e',
  '%u002e%u002e',
  '\u202e..',
];

const slashes = ['/', '\\', '%2f', '%2F', '%5c', '%252f', '//', '/./', '\u2215', '\uff0f', '%c0%af', '\\/', '%00/'];

const wholes = [
  '',
  '.',
  '..',
  '...',
  ' ',
  '~',
  '~root',
  '-rf',
  '$HOME',
  '$(id)',
  '`id`',
  "'; drop table files; --",
  '{{7*7}}',
  '%',
  '%%',
  '%s%n',
  '%ZZ',
  '%e4%zz',
  '\u0000',
  'nul\u0000.txt',
  '\u0001\u0002',
  'line\nbreak',
  'tab\tstop',
  'carriage\rreturn',
  '\u007f',
  '\u202efdp.exe',
  '\u2066iso\u2069',
  '\ufeffbom',
  '\u200bzero',
  'e\u0301',
  '\u00e9',
  '\u1e9e',
  '\u0130',
  '\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67',
  'CON',
  'con.txt',
  'NUL',
  'aux',
  'COM1',
  'LPT9.txt',
  'file.',
  'file ',
  'file::$DATA',
  'a:b',
  'a*b',
  'a?b',
  'a"b',
  'a<b>',
  'a|b',
  '.htaccess',
  '.git',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  'share',
  'share2',
  'my',
  'trash',
  'blobs',
  'x'.repeat(255),
  'x'.repeat(256),
  'x'.repeat(4096),
  '\u6587'.repeat(85),
  '\u6587'.repeat(86),
  '\u0301'.repeat(255),
  `${'a'.repeat(251)}.txt`,
  '\ud83d\ude00'.repeat(63),
  '\ud83d\ude00'.repeat(64),
  '/etc/passwd',
  '//etc/passwd',
  'C:\\windows\\win.ini',
  '\\\\server\\share\\x',
  'file:///etc/passwd',
  'http://127.0.0.1/',
  'cloudreve://my/../x',
  'cloudreve://trash',
  'name?x=1',
  'name#x',
  'name&x=1',
  'name;x',
];

/** So many names that something somewhere once took for a path, an escape or a command. */
export function hostileNames(random: Random, count: number): string[] {
  const names = new Set(wholes);
  while (names.size < count) names.add(random.chance(0.75) ? journey(random) : mangled(random));
  return [...names].slice(0, count);
}

/** A way up and out again. */
function journey(random: Random): string {
  const up = random.pick(ups);
  const slash = random.pick(slashes);
  const start = random.pick(['', '/', slash, 'x', `x${slash}`, './', 'blobs/', '2026/']);
  const steps = Array.from({ length: random.between(1, 12) }, () => (random.chance(0.8) ? up : random.pick(ups)));
  return (
    start +
    steps.join(slash) +
    slash +
    random.pick(targets) +
    random.pick(['', '', '%00', '%00.jpg', '\u0000.png', '/', ' ', '.'])
  );
}

/** Two of the others run together, cut anywhere. */
function mangled(random: Random): string {
  const one = random.pick(wholes);
  const two = random.pick([...wholes, ...ups]);
  const units = one.slice(0, random.between(0, Math.min(one.length, 60))) + two.slice(random.between(0, 3));
  return units + String.fromCharCode(random.between(0, 0xd7ff));
}
