import { type Api, type Loose, my, signIn, signUp } from '../lib/api.ts';
import { DriveProcess } from '../lib/drive-process.ts';
import type { Random } from '../lib/random.ts';
import { embeddedStore, postgresStore, type Store } from '../lib/store.ts';
import { type Battery, type Bench, must } from './battery.ts';
import { mustBeSound } from './crash.ts';

const workers = 64;
/** What somebody may hear whose path another one changed in that moment. */
const fairCodes = new Set([0, 403, 409, 40004, 40016, 40073, 40081]);

export const tree: Battery = {
  name: 'tree',
  title: 'many at once in one tree: no cycle, no orphan, no double name, no object lost, the quota exact',
  async run(bench) {
    const dataDir = bench.emptyFolder('sqlite');
    await onStore(bench, dataDir, embeddedStore(dataDir));
    const postgres = await postgresStore();
    if (!postgres) return;
    try {
      await onStore(bench, bench.emptyFolder('postgres'), postgres);
    } finally {
      await postgres.remove();
    }
  },
};

async function onStore(bench: Bench, dataDir: string, store: Store): Promise<void> {
  const start = () => DriveProcess.start({ dataDir, options: store.options });
  console.log(`  on ${store.name}`);
  let drive = await start();
  await signUp(drive.base, 'ada@example.com');
  try {
    const api = await signIn(drive.base, 'ada@example.com');
    await randomWork(bench, api, store);
    await oneWinner(bench, api);
    api.close();
    await quotaTakers(bench, store, async (bytes) => {
      await drive.stop();
      await store.setGroupStorage(bytes);
      drive = await start();
      return signIn(drive.base, 'ada@example.com');
    });
  } finally {
    await drive.stop();
  }
  await bench.check('nothing to find for fsck', () => mustBeSound(dataDir, ...store.options).then(() => undefined));
}

async function randomWork(bench: Bench, api: Api, store: Store): Promise<void> {
  const total = bench.size(store.name === 'sqlite' ? 4_000 : 1_000, 100_000);
  const made = new Set<string>();
  await bench.check(`${workers} workers, ${total} operations`, async () => {
    const counts = new Map<number, number>();
    let left = total;
    const worker = async (random: Random) => {
      while (left > 0) {
        left -= 1;
        const answer = await oneOperation(api, random, made);
        const code = answer.code ?? -1;
        counts.set(code, (counts.get(code) ?? 0) + 1);
        const codes = [code, ...Object.values<Loose>(answer.envelope?.aggregated_error ?? {}).map((item) => item.code)];
        const unfair = codes.find((one) => !fairCodes.has(one));
        must(
          unfair === undefined,
          () => `an operation answered ${answer.status}, ${unfair}: ${answer.body.subarray(0, 400)}`,
        );
      }
    };
    await Promise.all(Array.from({ length: workers }, () => worker(bench.random.fork())));
    return [...counts]
      .sort(([a], [b]) => a - b)
      .map(([code, count]) => `${code} x ${count}`)
      .join(', ');
  });
  await bench.check('every object hangs in the tree once', async () => {
    const loose = await store.look(
      `with recursive below(id) as (
         select id from files where parent_id is null and (name = '' or trash_key is not null)
         union select files.id from files join below on files.parent_id = below.id)
       select count(*) as count from files where purged_at is null and id not in (select id from below)`,
    );
    must(Number(loose[0]?.count) === 0, `${loose[0]?.count} objects are in a cycle or have no parent`);
    const twins = await store.look(
      'select parent_id, name from files where parent_id is not null group by 1, 2 having count(*) > 1',
    );
    must(twins.length === 0, `${twins.length} names are taken twice`);
    return undefined;
  });
  await bench.check('every acknowledged object is there', async () => {
    const found = new Set<string>();
    const walk = async (uri: string): Promise<void> => {
      for (const entry of await api.entries(uri)) {
        found.add(entry.id);
        if (entry.type === 1) await walk(entry.path);
      }
    };
    await walk('cloudreve://my');
    // What lies in trashed folders shows when they come back: each under a name of its own.
    const trash = await api.entries('cloudreve://trash');
    await api.ask('POST', '/file/create', { json: { uri: my('returned'), type: 'folder' } });
    for (const [index, entry] of trash.entries()) {
      found.add(entry.id);
      const shelf = my('returned', `${index}`);
      await api.ask('POST', '/file/create', { json: { uri: shelf, type: 'folder' } });
      const moved = await api.move([entry.path], shelf);
      must(
        moved.code === 0,
        () => `${entry.name} cannot leave the trash: ${moved.code} ${moved.body.subarray(0, 300)}`,
      );
    }
    await walk(my('returned'));
    const lost = [...made].filter((id) => !found.has(id));
    must(lost.length === 0, `${lost.length} of ${made.size} objects are gone`);
    return `${made.size} objects`;
  });
}

/** Few names in few folders, so that the workers meet often. */
async function oneOperation(api: Api, random: Random, made: Set<string>) {
  const name = () => `n${random.between(0, 11)}`;
  const path = () => my(...Array.from({ length: random.between(1, 4) }, name));
  const note = async (asked: ReturnType<Api['create']>) => {
    const answer = await asked;
    if (answer.code === 0 && answer.data?.id) made.add(answer.data.id);
    return answer;
  };
  const folder = () => (random.chance(0.2) ? 'cloudreve://my' : path());
  const uris = () => Array.from({ length: random.between(1, 3) }, path);
  const deed = random.between(1, 100);
  if (deed <= 35) return note(api.create(path(), random.pick(['file', 'folder', 'folder'])));
  if (deed <= 40) return note(api.put(path(), Buffer.from('content')));
  if (deed <= 60) return api.rename(path(), name());
  if (deed <= 80) return api.move(uris(), folder());
  if (deed <= 86) return api.move([path()], folder(), true);
  if (deed <= 92) return api.remove(uris());
  if (deed <= 96) return api.list(folder(), { page_size: 20 });
  const trash = await api.list('cloudreve://trash', { page_size: 20 });
  const files: { path: string }[] = trash.data?.files ?? [];
  return files.length === 0 ? trash : api.restore([random.pick(files).path]);
}

async function oneWinner(bench: Bench, api: Api): Promise<void> {
  const writers = 50;
  const rounds = bench.size(3, 20);
  await bench.check(`${writers} writers on one version: one wins, the others hear of it`, async () => {
    for (let round = 0; round < rounds; round++) {
      const uri = my(`contested ${round}`);
      const { primary_entity: previous } = (await api.put(uri, Buffer.from('first'))).data;
      const answers = await Promise.all(
        Array.from({ length: writers }, (_, writer) => api.put(uri, Buffer.from(`writer ${writer}`), previous)),
      );
      const winners = answers.flatMap(({ code }, writer) => (code === 0 ? [writer] : []));
      must(winners.length === 1, `${winners.length} writers won`);
      const odd = answers.find(({ code }) => code !== 0 && code !== 40076 && code !== 40073);
      must(!odd, () => `a loser heard ${odd?.status}, ${odd?.code}: ${odd?.envelope?.msg}`);
      const content = (await api.download(uri)).toString();
      must(content === `writer ${winners[0]}`, `writer ${winners[0]} won, and the file holds "${content}"`);
    }
    return `${rounds} rounds`;
  });
}

/** Three doors that charge the quota, at once, for more than there is. */
async function quotaTakers(bench: Bench, store: Store, limited: (bytes: number) => Promise<Api>): Promise<void> {
  const takers = 200;
  const each = 1_000;
  const room = 73;
  const used = async () =>
    Number((await store.look("select storage_used as used from users where email = 'ada@example.com'"))[0]?.used);
  const doors: Record<string, (api: Api, index: number) => ReturnType<Api['put']>> = {
    sessions: (api, index) => api.session(my('quota', `session ${index}`), each),
    contents: (api, index) => api.put(my('quota', `content ${index}`), Buffer.alloc(each, index)),
    copies: (api, index) => api.move([my('original')], my('copies', `${index}`), true),
  };
  for (const [door, take] of Object.entries(doors)) {
    await bench.check(`${takers} takers by ${door} land exactly on the limit`, async () => {
      let api = await limited(1e12);
      if (door === 'copies') await api.put(my('original'), Buffer.alloc(each));
      for (let index = 0; door === 'copies' && index < takers; index++)
        await api.create(my('copies', `${index}`), 'folder');
      const before = await used();
      api.close();
      api = await limited(before + room * each + each - 1);
      const answers = await Promise.all(Array.from({ length: takers }, (_, index) => take(api, index)));
      const won = answers.filter(({ code }) => code === 0).length;
      const refused = answers.filter(({ code }) => code === 40051).length;
      const others = answers.map(({ code }) => code).filter((code) => code !== 0 && code !== 40051);
      must(won === room, `${won} of ${takers} got in, there was room for ${room}; others heard ${others.join(' ')}`);
      must(refused === takers - room, `${refused} heard 40051: ${answers.map(({ code }) => code).join(' ')}`);
      const charged = await used();
      must(charged === before + room * each, `${charged} bytes are charged, ${before + room * each} are stored`);
      const capacity = await api.ask('GET', '/user/capacity');
      must(capacity.used === charged, `the user is shown ${capacity.used} bytes`);
      api.close();
      return undefined;
    });
  }
}
