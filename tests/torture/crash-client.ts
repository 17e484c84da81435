import { type Answer, type Api, NoAnswer } from '../lib/api.ts';
import type { Random } from '../lib/random.ts';
import { must } from './battery.ts';
import { CrashDeeds, type Deed, place } from './crash-deeds.ts';
import { digestBytes, type Entry, seenFile, type World } from './crash-model.ts';

/**
 * A client that works in a folder of its own, one deed after the other, and keeps a book of what was
 * acknowledged. After a crash it tells whether what it sees is what the book says, with the deed that had no
 * answer done or not.
 */
export class CrashClient {
  readonly top: string;
  readonly email: string;
  api: Api;
  acknowledged = 0;
  #world: World;
  #pending: Deed | undefined;
  readonly #deeds: CrashDeeds;
  readonly #random: Random;
  /** Content never changes under an id: what was read once and found right. */
  readonly #digests = new Map<string, string>();

  constructor(top: string, email: string, api: Api, random: Random) {
    this.top = top;
    this.email = email;
    this.api = api;
    this.#random = random;
    this.#deeds = new CrashDeeds(top, random.fork(), (uri, version) => this.#digest(uri, version, false));
    this.#world = { tree: new Map([[top, { kind: 'folder' }]]), trash: new Map() };
  }

  /** Works until the connection breaks. @throws when the server refuses what must succeed */
  async work(): Promise<void> {
    for (;;) {
      const deed = this.#deeds.draw(this.#world);
      this.#pending = deed;
      let answer: Answer;
      try {
        answer = await deed.perform(this.api);
      } catch (error) {
        if (error instanceof NoAnswer) return;
        throw error;
      }
      must(answer.code === 0, () => `${deed.what} answered ${answer.status}, ${answer.code}: ${answer.envelope?.msg}`);
      this.#world = deed.outcome(this.#world, answer.data);
      this.#pending = undefined;
      this.acknowledged += 1;
    }
  }

  /** The worlds that may be found after a crash. */
  candidates(): readonly World[] {
    const deed = this.#pending;
    if (!deed) return [this.#world];
    return [deed.undone?.(this.#world) ?? this.#world, deed.outcome(this.#world)];
  }

  pendingDeed(): string {
    return this.#pending?.what ?? 'nothing';
  }

  /** Goes on from the world that was found. */
  settle(world: World, sessions: ReadonlyMap<string, string>): void {
    this.#pending = undefined;
    const tree = [...world.tree].map(([path, entry]): [string, Entry] => {
      if (entry.kind === 'folder' || !entry.upload || entry.upload.session !== undefined) return [path, entry];
      return [path, { ...entry, upload: { ...entry.upload, session: sessions.get(path) } }];
    });
    this.#world = { ...world, tree: new Map(tree) };
  }

  /** What is there: a line for every path of `visible`, and the upload sessions by path. */
  async observe(): Promise<{ seen: Map<string, string>; sessions: Map<string, string> }> {
    const seen = new Map<string, string>();
    const sessions = new Map<string, string>();
    const walk = async (path: string): Promise<void> => {
      seen.set(path, 'folder');
      for (const entry of await this.api.entries(place(path))) {
        const at = `${path}/${entry.name}`;
        if (entry.type === 1) {
          await walk(at);
          continue;
        }
        const session = entry.metadata?.['sys:upload_session_id'];
        if (session) sessions.set(at, session);
        seen.set(at, session ? 'uploading' : await this.#lineOf(place(at)));
      }
    };
    await walk(this.top);
    for (const entry of await this.api.entries('cloudreve://trash')) {
      const from = decodeURIComponent(entry.metadata['sys:restore_uri']).replace(/^cloudreve:\/\/([^/]*@)?my\//, '');
      if (!from.startsWith(`${this.top}/`)) continue;
      const line = entry.type === 1 ? 'folder' : await this.#lineOf(entry.path);
      must(!seen.has(`trash:${from}`), `${from} is in the trash twice`);
      seen.set(`trash:${from}`, line);
    }
    return { seen, sessions };
  }

  async #lineOf(uri: string): Promise<string> {
    const info = await this.api.ask('GET', '/file/info', { query: { uri, extended: true } });
    const versions: { id: string; type: number }[] = info.extended_info?.entities ?? [];
    const ids = versions.filter(({ type }) => type === 0).map(({ id }) => id);
    const inTrash = uri.startsWith('cloudreve://trash');
    const digests = await Promise.all(ids.map((id) => this.#digest(uri, id, inTrash)));
    const current = ids.indexOf(info.primary_entity);
    return seenFile(current < 0 ? undefined : digests[current], digests);
  }

  async #digest(uri: string, id: string, mustBeKnown: boolean): Promise<string> {
    const known = this.#digests.get(id);
    // Nothing can be downloaded from the trash; what lies there was read before, or is read after its return.
    if (known !== undefined && (mustBeKnown || !this.#random.chance(0.05))) return known;
    if (mustBeKnown) return 'unread';
    const digest = digestBytes(await this.api.download(uri, { entity: id }));
    must(known === undefined || known === digest, `the content of ${uri} changed under its id`);
    this.#digests.set(id, digest);
    return digest;
  }
}
