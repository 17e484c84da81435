import { type Api, type Loose, my, signUp } from '../lib/api.ts';
import { DriveProcess } from '../lib/drive-process.ts';
import type { Random } from '../lib/random.ts';
import { type Battery, type Bench, must } from './battery.ts';
import { mustBeSound } from './crash.ts';

const workers = 16;
const root = 'cloudreve://my';

export const rewind: Battery = {
  name: 'rewind',
  title: 'random work of many, gone back: the drive is what it was, and undone what it was before',
  async run(bench) {
    const dataDir = bench.emptyFolder('data');
    const drive = await DriveProcess.start({ dataDir });
    const api = await signUp(drive.base, 'ada@example.com');
    try {
      const kept = { version_retention_enabled: true, version_retention_ext: [], version_retention_max: 0 };
      await api.ask('PATCH', '/user/setting', { json: kept });
      for (let round = 1; round <= bench.size(4, 40); round++) {
        await bench.check(`round ${round}: there and back`, () => thereAndBack(bench, api));
      }
      await bench.check('going back while others work, and nobody is lost', () => inTheMiddle(bench, api));
    } finally {
      api.close();
      await drive.stop();
    }
    await bench.check('nothing to find for fsck', () => mustBeSound(dataDir).then(() => undefined));
  },
};

async function thereAndBack(bench: Bench, api: Api): Promise<string> {
  const work = () => crowd(bench, api, bench.size(150, 400));
  await work();
  const folders = [
    'cloudreve://my',
    ...(await api.entries(root)).filter(({ type }) => type === 1).map(({ path }) => path),
  ];
  const uri = bench.random.pick(folders);
  const top = uri === root ? undefined : (await api.info(uri)).data?.id;
  const then = await everything(api, uri);
  const moment = await now(api);
  await work();
  // The folder may have gone elsewhere meanwhile; then the whole drive is set back.
  const same = top === undefined || (await api.info(uri)).data?.id === top;
  const at = same ? uri : root;
  const before = await everything(api, root);
  const tried = await api.ask('POST', '/file/rewind', { json: { uri: at, moment, dry_run: true } });
  mustBe(await everything(api, root), before, 'after a preview');
  const done = await api.ask('POST', '/file/rewind', { json: { uri: at, moment } });
  const { undo, ...rest } = done;
  must(JSON.stringify({ ...rest, dry_run: true }) === JSON.stringify(tried), 'the preview said something else');
  const around = done.problems.some(({ reason }: Loose) => reason === 'above');
  if (same && !around) mustBe(await everything(api, uri), then, 'after going back');
  if (undo) await api.ask('POST', '/file/rewind', { json: { uri: root, moment: undo } });
  mustBe(await everything(api, root), before, 'after undoing');
  const { trashed, restored, moved, renamed, contents, metadata } = done;
  return `${trashed} trashed, ${restored} restored, ${moved + renamed} moved or renamed, ${contents + metadata} set back`;
}

/** Others go on while the drive is set back again and again: each gets an answer, and every object stays somewhere. */
async function inTheMiddle(bench: Bench, api: Api): Promise<string> {
  const moment = await now(api);
  const codes = new Map<number, number>();
  let working = true;
  const back = async () => {
    while (working) {
      const { code = -1 } = await api.call('POST', '/file/rewind', { json: { uri: root, moment } });
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
  };
  const goingBack = back();
  await crowd(bench, api, bench.size(600, 5_000));
  working = false;
  await goingBack;
  const odd = [...codes.keys()].filter((code) => ![0, 40073].includes(code));
  must(odd.length === 0, () => `a rewind answered ${odd.join(', ')}`);
  must((codes.get(0) ?? 0) > 0, 'no rewind came through');
  return [...codes].map(([code, count]) => `${code} x ${count}`).join(', ');
}

async function crowd(bench: Bench, api: Api, total: number): Promise<void> {
  let left = total;
  const worker = async (random: Random) => {
    while (left > 0) {
      left -= 1;
      const answer = await oneDeed(api, random);
      const fair = [0, 403, 409, 40004, 40016, 40073, 40076, 40081];
      must(fair.includes(answer.code ?? -1), () => `a deed answered ${answer.status}, ${answer.body.subarray(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: workers }, () => worker(bench.random.fork())));
}

async function oneDeed(api: Api, random: Random) {
  const name = () => `n${random.between(0, 7)}`;
  const path = () => my(...Array.from({ length: random.between(1, 3) }, name));
  const deed = random.between(1, 100);
  if (deed <= 20) return api.create(path(), 'folder');
  if (deed <= 40) return api.put(path(), Buffer.from(`content ${random.between(0, 1e9)}`));
  if (deed <= 55) return api.rename(path(), name());
  if (deed <= 70) return api.move([path()], random.chance(0.3) ? root : path());
  if (deed <= 76) return api.move([path()], path(), true);
  if (deed <= 86) return api.remove([path()]);
  if (deed <= 91) {
    const patches = [{ key: 'tag:seen', value: random.pick(['', '#f00', '#00ff00']) }];
    return api.call('PATCH', '/file/metadata', { json: { uris: [path()], patches } });
  }
  if (deed <= 95) {
    const uri = path();
    const versions = (await api.info(uri, { extended: true })).data?.extended_info?.entities ?? [];
    if (versions.length === 0) return api.info(root).then((answer) => ({ ...answer, code: 0 }));
    return api.call('POST', '/file/version/current', { json: { uri, version: random.pick<Loose>(versions).id } });
  }
  const trash = (await api.list('cloudreve://trash', { page_size: 50 })).data?.files ?? [];
  return trash.length === 0 ? api.list(root) : api.restore([random.pick<Loose>(trash).path]);
}

/** The moment after the last change there was. */
async function now(api: Api): Promise<string> {
  const { changes } = await api.ask('GET', '/file/rewind', { query: { uri: root, page_size: 1 } });
  return changes[0].moment;
}

/** Everything below a folder as sorted lines of path, number, content and metadata. */
async function everything(api: Api, uri: string): Promise<string[]> {
  const lines: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const { id, path, size, primary_entity, metadata, type } of await api.entries(folder)) {
      lines.push(JSON.stringify([path, id, size, primary_entity, Object.entries(metadata ?? {}).sort()]));
      if (type === 1) await walk(path);
    }
  };
  await walk(uri);
  return lines.sort();
}

function mustBe(found: readonly string[], wanted: readonly string[], when: string): void {
  const more = found.filter((line) => !wanted.includes(line));
  const less = wanted.filter((line) => !found.includes(line));
  must(more.length + less.length === 0, () => `${when} there is too much: ${more[0]}, and missing: ${less[0]}`);
}
