import { type Answer, Api, my, signUp } from '../lib/api.ts';
import { DriveProcess } from '../lib/drive-process.ts';
import type { Random } from '../lib/random.ts';
import { type Battery, must } from './battery.ts';
import { mustBeSound } from './crash.ts';
import { hostileNames } from './hostile-names.ts';
import { junk, mutate, mutatedClaims, printable, rangeHeader } from './mutations.ts';
import { Watch } from './watch.ts';

/** Nothing that a stranger sends may keep everybody else waiting; generous, since the machine does other things too. */
const longestWaitMs = 1_000;

type Shot = () => Promise<Answer>;

export const fuzz: Battery = {
  name: 'fuzz',
  title: 'nonsense in URIs, headers, tokens, signatures, ids and bodies: no crash, no -1, no waiting',
  async run(bench) {
    const dataDir = bench.emptyFolder('data');
    const drive = await DriveProcess.start({ dataDir });
    const shots = bench.size(600, 20_000);
    try {
      const api = await signUp(drive.base, 'ada@example.com');
      const { random } = bench;
      await api.put(my('file.txt'), Buffer.from('0123456789'.repeat(100)));
      for (const [target, shoot] of Object.entries(await targetsOf(api, random))) {
        await bench.check(target, async () => {
          const watch = new Watch(drive.base);
          const tally = new Map<string, number>();
          const gun = async () => {
            for (let shot = 0; shot < shots / 8; shot++) {
              const kind = judge(await shoot());
              tally.set(kind, (tally.get(kind) ?? 0) + 1);
            }
          };
          const longest = await Promise.all(Array.from({ length: 8 }, gun))
            .finally(() => watch.end())
            .then(() => watch.end());
          must(drive.alive, () => `the server ended: ${drive.output}`);
          must(longest <= longestWaitMs, `somebody else waited ${Math.round(longest)} ms`);
          const most = [...tally].sort(([, a], [, b]) => b - a).slice(0, 6);
          return `${most.map(([kind, count]) => `${kind} x ${count}`).join(', ')}; longest wait ${Math.round(longest)} ms`;
        });
      }
      await bench.check('texts that make a careless expression run for ever', async () => {
        const slow: string[] = [];
        for (const [what, shoot] of evil(api)) {
          const watch = new Watch(drive.base);
          const answer = await shoot().finally(() => watch.end());
          judge(answer);
          const longest = await watch.end();
          if (longest > longestWaitMs) slow.push(`${what}: ${Math.round(longest)} ms`);
        }
        must(slow.length === 0, slow.join('\n'));
        return undefined;
      });
      await bench.check('the server works as before', async () => {
        must((await api.download(my('file.txt'))).length === 1000, 'a file changed');
        return undefined;
      });
      api.close();
    } finally {
      await drive.stop();
    }
    await bench.check('nothing to find for fsck', () => mustBeSound(dataDir).then(() => undefined));
  },
};

function judge(answer: Answer): string {
  const said = () => `answered ${answer.status}: ${answer.body.subarray(0, 400)}`;
  must(answer.status < 500, said);
  must(answer.code === undefined || (answer.code >= 0 && answer.code < 50_000), said);
  for (const item of Object.values<{ code: number }>(answer.envelope?.aggregated_error ?? {}))
    must(item.code > 0, said);
  return answer.code === undefined ? `HTTP ${answer.status}` : `${answer.code}`;
}

async function targetsOf(api: Api, random: Random): Promise<Record<string, Shot>> {
  const link = await api.link(my('file.txt'));
  const url = new URL(link);
  const nobody = api.as(undefined);
  const [made] = await api.ask('PUT', '/file/source', { json: { uris: [my('file.txt')] } });
  const direct = { id: String(new URL(made.link).pathname.split('/')[2]) };
  const names = hostileNames(random, 400);
  const text = () => mutate(random, random.pick(names));
  const uri = () => {
    const parts = [
      'cloudreve://',
      random.pick(['', 'x@', 'x:y@', ':@', `${text()}@`]),
      random.pick(hosts),
      '/',
      text(),
    ];
    return mutate(random, parts.join('') + random.pick(['', '?', `?${random.pick(searches)}=${text()}`, '#x']));
  };
  const header = (name: string, value: string) => ({ headers: { [name]: printable(value) } });
  const content = (options: Parameters<Api['call']>[2]) => nobody.call('GET', link, options);
  const token = api.token ?? '';
  return {
    'file URIs': () => random.pick([api.list, api.info]).call(api, uri()),
    'Range headers': () => content(header('range', rangeHeader(random))),
    'conditions in headers': () =>
      content({
        headers: {
          [random.pick(conditions)]: printable(random.pick(['*', 'W/"x"', '"', '""', '",,,"', '"a", "b"', text()])),
          ...(random.chance(0.5) && { range: 'bytes=0-9' }),
        },
      }),
    tokens: () => new Api(api.base.origin, printable(mutate(random, token))).call('GET', '/user/me'),
    'parts of tokens': () => {
      const parts = token.split('.').map((part) => (random.chance(0.4) ? mutatedClaims(random, part) : part));
      return new Api(api.base.origin, printable(parts.join('.'))).call('GET', '/user/me');
    },
    signatures: () =>
      nobody.call('GET', `/${url.pathname}`, { query: { sign: mutate(random, url.searchParams.get('sign') ?? '') } }),
    'signed paths': () =>
      nobody.call(
        'GET',
        `/${encodeURI(mutate(random, url.pathname).toWellFormed()).replace(/^\/*/, '/')}${url.search}`,
      ),
    'hashed ids': () =>
      api.call('GET', '/file/info', { query: { id: mutate(random, random.pick(['aBcD', 'q4Rt8', text()])) } }),
    'direct links': () => {
      const path = `/f/${random.pick(['', 'd/'])}${mutate(random, random.pick([direct.id, text()]))}/${mutate(random, 'file.txt')}`;
      const method = random.pick(['GET', 'HEAD', 'OPTIONS']);
      return nobody.call(method, `/${encodeURI(path.toWellFormed())}`);
    },
    'queries of archives': () =>
      api.call('GET', '/file/archive', {
        query: {
          uri: random.pick([my('file.txt'), my('file.zip'), uri()]),
          entity: random.pick([undefined, text()]),
          text_encoding: random.pick([undefined, 'gbk', '__proto__', text()]),
        },
      }),
    'bodies of the right shape': () => {
      const [method, path, body] = random.pick(bodies);
      const json = Object.fromEntries(
        Object.entries(body).map(([key, value]) => [key, random.chance(0.6) ? junk(random, text) : value]),
      );
      return api.call(method, path, { json });
    },
    'bodies that are no JSON': () => {
      const [method, path, body] = random.pick(bodies);
      return api.call(method, path, {
        bytes: Buffer.from(mutate(random, JSON.stringify(body))),
        headers: {
          'content-type': random.pick([
            'application/json',
            'text/plain',
            'application/json; charset=utf-16',
            'multipart/form-data',
          ]),
        },
      });
    },
    queries: () =>
      api.list('cloudreve://my', {
        page: printable(text()),
        page_size: random.pick(['-1', '0', '1e9', '9'.repeat(40), 'NaN', text()]),
        order_by: text(),
        order_direction: text(),
        next_page_token: random.pick([text(), Buffer.from(text()).toString('base64url')]),
      }),
    'sign-in': () => nobody.call('POST', '/session/token/refresh', { json: { refresh_token: mutate(random, token) } }),
  };
}

const hosts = ['my', 'share', 'trash', 'shared_with_me', 'MY', '', 'my:80', '[::1]', 'nowhere', 'my@my'];
const searches = [
  'name',
  'type',
  'category',
  'meta_tag:x',
  'size_gte',
  'created_lte',
  'use_or',
  'case_folding',
  'exact_meta_',
];
const conditions = ['if-range', 'if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];

const bodies: readonly (readonly [string, string, Record<string, unknown>])[] = [
  ['POST', '/file/create', { uri: my('a'), type: 'folder', err_on_conflict: true, metadata: { 'tag:x': '' } }],
  ['POST', '/file/rename', { uri: my('a'), new_name: 'b' }],
  ['POST', '/file/move', { uris: [my('a')], dst: my('b'), copy: true }],
  ['DELETE', '/file', { uris: [my('a')], unlink: false, skip_soft_delete: true }],
  ['POST', '/file/restore', { uris: ['cloudreve://trash/x'] }],
  [
    'POST',
    '/file/url',
    { uris: [my('a')], download: true, redirect: false, entity: 'x', archive: false, skip_error: true },
  ],
  [
    'PUT',
    '/file/upload',
    {
      uri: my('a'),
      size: 10,
      last_modified: 1,
      mime_type: 'a/b',
      policy_id: 'x',
      entity_type: 'version',
      previous: 'x',
      metadata: {},
    },
  ],
  ['DELETE', '/file/upload', { id: '00000000-0000-4000-8000-000000000000', uri: my('a') }],
  ['PATCH', '/file/metadata', { uris: [my('a')], patches: [{ key: 'tag:x', value: 'y', remove: false }] }],
  [
    'PATCH',
    '/file/view',
    { uri: my('a'), view: { page_size: 50, order: 'name', order_direction: 'asc', view: 'list' } },
  ],
  ['DELETE', '/file/lock', { tokens: ['x'] }],
  ['PUT', '/file/source', { uris: [my('file.txt')] }],
  ['PATCH', '/file/policy', { uri: my('a'), policy_id: 'x' }],
  ['POST', '/file/version/current', { uri: my('a'), version: 'x' }],
  ['POST', '/session/token/refresh', { refresh_token: 'x' }],
  ['PATCH', '/user/setting', { nick: 'x', language: 'en-US', version_retention_max: 3 }],
];

/** One shot each, of the kind that makes backtracking explode. */
function evil(api: Api): [string, Shot][] {
  const long = 60_000;
  const texts: [string, string][] = [
    ['a', 'a'.repeat(long)],
    ['a!', `${'a'.repeat(long)}!`],
    ['dots', '.'.repeat(long)],
    ['slashes', '/'.repeat(long)],
    ['up', '../'.repeat(long / 3)],
    ['percents', '%25'.repeat(long / 3)],
    ['stars', '*a'.repeat(long / 2)],
    ['spaces', `x${' '.repeat(long)}x`],
    ['mail', `${'a.'.repeat(long / 2)}@${'a.'.repeat(100)}`],
    ['commas', ','.repeat(long)],
    ['quotes', '"'.repeat(long)],
    ['brackets', '['.repeat(long)],
  ];
  return texts.flatMap(([name, text]): [string, Shot][] => [
    [`name ${name}`, () => api.create(my(text), 'folder')],
    [`raw path ${name}`, () => api.create(`cloudreve://my/${text}`, 'folder')],
    [`new name ${name}`, () => api.rename(my('file.txt'), text)],
    [`search ${name}`, () => api.list(`cloudreve://my?name=${encodeURIComponent(text.slice(0, 3_000))}`)],
    [
      `metadata ${name}`,
      () =>
        api.call('PATCH', '/file/metadata', {
          json: { uris: [my('file.txt')], patches: [{ key: `tag:${text}`, value: text }] },
        }),
    ],
    [`e-mail ${name}`, () => api.as(undefined).call('POST', '/user', { json: { email: text, password: text } })],
    [
      `token ${name}`,
      () => api.as(undefined).call('POST', '/session/token/refresh', { json: { refresh_token: text } }),
    ],
    [
      `range ${name}`,
      () => api.as(undefined).call('GET', '/site/ping', { headers: { range: `bytes=${printable(text)}` } }),
    ],
    [`page token ${name}`, () => api.list('cloudreve://my', { next_page_token: text.slice(0, 3_000) })],
    [
      `nested body ${name}`,
      () =>
        api.call('POST', '/file/create', { bytes: Buffer.from(text), headers: { 'content-type': 'application/json' } }),
    ],
  ]);
}
