import { type Answer, type Api, my } from '../lib/api.ts';
import type { Random } from '../lib/random.ts';
import {
  bytesOf,
  type Content,
  digestBytes,
  type Entry,
  graft,
  moved,
  nameOf,
  parentOf,
  subtree,
  trashed,
  untrashed,
  type World,
  withEntry,
  without,
} from './crash-model.ts';

export const chunkSize = 64 * 1024;
const maxEntries = 40;

/** Something that a client does in one go, and what the world is like when it was acknowledged. */
export interface Deed {
  readonly what: string;
  perform(api: Api): Promise<Answer>;
  outcome(world: World, data?: Answer['data']): World;
  /** What it leaves when it was not done, where that is not simply nothing. */
  undone?(world: World): World;
}

type FileEntry = Extract<Entry, { kind: 'file' }>;

export const place = (path: string) => my(...path.split('/'));

/** Thinks of something to do that must succeed in the world as it is. */
export class CrashDeeds {
  readonly #top: string;
  readonly #random: Random;
  readonly #digest: (uri: string, version: string) => Promise<string>;
  #world: World = { tree: new Map(), trash: new Map() };
  #names = 0;

  /** @param digest of the content of a version */
  constructor(top: string, random: Random, digest: (uri: string, version: string) => Promise<string>) {
    this.#top = top;
    this.#random = random;
    this.#digest = digest;
  }

  draw(world: World): Deed {
    this.#world = world;
    const full = this.#world.tree.size > maxEntries;
    for (;;) {
      const deed = this.#random.pick(full ? shrinking : all).call(this);
      if (deed) return deed;
    }
  }

  #fresh(kind: string): string {
    this.#names += 1;
    return `${kind} ${this.#names}`;
  }

  #content(max: number): Content {
    return { seed: this.#random.between(0, 0xffffffff), size: this.#random.between(1, max) };
  }

  #folders(): string[] {
    return [...this.#world.tree].filter(([, entry]) => entry.kind === 'folder').map(([path]) => path);
  }

  #files(wanted: (file: FileEntry) => boolean): [string, FileEntry][] {
    return [...this.#world.tree].filter(
      (pair): pair is [string, FileEntry] => pair[1].kind === 'file' && wanted(pair[1]),
    );
  }

  #pickFile(wanted: (file: FileEntry) => boolean): [string, FileEntry] | undefined {
    const files = this.#files((file) => !file.upload && wanted(file));
    return files.length > 0 ? this.#random.pick(files) : undefined;
  }

  /** Something below the top that holds no running upload: those are locked. */
  #pickFree(): string | undefined {
    const uploads = this.#files((file) => file.upload !== undefined).map(([path]) => path);
    const free = [...this.#world.tree.keys()].filter(
      (path) => path !== this.#top && !uploads.some((upload) => upload === path || upload.startsWith(`${path}/`)),
    );
    return free.length > 0 ? this.#random.pick(free) : undefined;
  }

  makeFolder(): Deed {
    const path = `${this.#random.pick(this.#folders())}/${this.#fresh('folder')}`;
    return {
      what: `create ${path}`,
      perform: (api) => api.create(place(path), 'folder'),
      outcome: (world) => withEntry(world, path, { kind: 'folder' }),
    };
  }

  putNew(): Deed {
    return this.#put(`${this.#random.pick(this.#folders())}/${this.#fresh('put')}.bin`);
  }

  putOver(): Deed | undefined {
    const file = this.#pickFile((candidate) => candidate.versions.length < 4);
    return file && this.#put(file[0]);
  }

  #put(path: string): Deed {
    const content = this.#content(100_000);
    return {
      what: `put ${path}`,
      perform: (api) => api.put(place(path), bytesOf(content)),
      outcome: (world) => {
        const old = world.tree.get(path);
        const versions = [...(old?.kind === 'file' ? old.versions : []), content];
        return withEntry(world, path, { kind: 'file', versions, current: versions.length - 1 });
      },
    };
  }

  setVersion(): Deed | undefined {
    const file = this.#pickFile(({ versions }) => versions.length > 1);
    return file && this.#onVersion(...file, 'POST');
  }

  deleteVersion(): Deed | undefined {
    const file = this.#pickFile(({ versions }) => versions.length > 1);
    return file && this.#onVersion(...file, 'DELETE');
  }

  /** Makes an older version the current one, or deletes it. */
  #onVersion(path: string, file: FileEntry, method: 'POST' | 'DELETE'): Deed | undefined {
    const others = file.versions.map((_, index) => index).filter((index) => index !== file.current);
    const which = this.#random.pick(others);
    const perform = async (api: Api) => {
      const info = await api.ask('GET', '/file/info', { query: { uri: place(path), extended: true } });
      // Entities come newest first or last; their numbers are hidden, so the order of their making decides.
      const entities: { id: string; type: number; created_at: string }[] = info.extended_info.entities;
      const ids = entities.filter(({ type }) => type === 0);
      const digest = digestBytes(bytesOf(file.versions[which] as Content));
      for (const { id } of ids) {
        if ((await this.#digest(place(path), id)) !== digest) continue;
        const json = { uri: place(path), version: id };
        return api.call(method, method === 'POST' ? '/file/version/current' : '/file/version', { json });
      }
      throw new Error(`${path} has lost a version`);
    };
    if (method === 'POST') {
      return {
        what: `version of ${path}`,
        perform,
        outcome: (world) => withEntry(world, path, { ...file, current: which }),
      };
    }
    const versions = file.versions.filter((_, index) => index !== which);
    const current = file.current > which ? file.current - 1 : file.current;
    return {
      what: `delete version of ${path}`,
      perform,
      outcome: (world) => withEntry(world, path, { ...file, versions, current }),
    };
  }

  openUpload(): Deed | undefined {
    if (this.#files((file) => file.upload !== undefined).length >= 2) return undefined;
    const path = `${this.#random.pick(this.#folders())}/${this.#fresh('upload')}.bin`;
    const content = this.#content(5 * chunkSize);
    return {
      what: `open upload ${path}`,
      perform: (api) => api.session(place(path), content.size),
      outcome: (world, data) => {
        const upload = { content, session: data?.session_id, acknowledged: new Set<number>() };
        return withEntry(world, path, { kind: 'file', versions: [], current: 0, upload });
      },
    };
  }

  sendChunk(): Deed | undefined {
    const uploads = this.#files((file) => file.upload !== undefined);
    if (uploads.length === 0) return undefined;
    const [path, file] = this.#random.pick(uploads);
    const { content, session, acknowledged, unanswered } = file.upload as NonNullable<FileEntry['upload']>;
    const indices = Array.from({ length: Math.ceil(content.size / chunkSize) }, (_, index) => index);
    const missing = indices.filter((index) => !acknowledged.has(index));
    const index = unanswered ?? this.#random.pick(this.#random.chance(0.1) ? indices : missing);
    const bytes = bytesOf(content).subarray(index * chunkSize, (index + 1) * chunkSize);
    return {
      what: `send chunk ${index} of ${path}`,
      perform: (api) => api.chunk(session as string, index, bytes),
      outcome: (world) => {
        const now = new Set([...acknowledged, index]);
        const upload = { content, session, acknowledged: now };
        const whole: Entry = { kind: 'file', versions: [content], current: 0 };
        return withEntry(world, path, now.size === indices.length ? whole : { ...file, upload });
      },
      // It may be there or not, and one that was there before may count as missing: it has to be sent again.
      undone: (world) => {
        const others = new Set([...acknowledged].filter((one) => one !== index));
        const upload = { content, session, acknowledged: others, unanswered: index };
        return withEntry(world, path, { ...file, upload });
      },
    };
  }

  cancelUpload(): Deed | undefined {
    const uploads = this.#files((file) => file.upload !== undefined);
    if (uploads.length === 0 || this.#random.chance(0.8)) return undefined;
    const [path, { upload }] = this.#random.pick(uploads);
    return {
      what: `cancel upload ${path}`,
      perform: (api) => api.call('DELETE', '/file/upload', { json: { id: upload?.session, uri: place(path) } }),
      outcome: (world) => without(world, path),
    };
  }

  rename(): Deed | undefined {
    const from = this.#pickFree();
    if (!from) return undefined;
    const name = this.#fresh('renamed');
    return {
      what: `rename ${from}`,
      perform: (api) => api.rename(place(from), name),
      outcome: (world) => moved(world, from, `${parentOf(from)}/${name}`),
    };
  }

  move(): Deed | undefined {
    const [from, to] = this.#pickJourney();
    if (!from || to === undefined) return undefined;
    return {
      what: `move ${from} to ${to}`,
      perform: (api) => api.move([place(from)], place(to)),
      outcome: (world) => moved(world, from, `${to}/${nameOf(from)}`),
    };
  }

  copy(): Deed | undefined {
    const [from, to] = this.#pickJourney();
    // What is in the trash is told apart by where it was: no second one may come from there.
    if (!from || to === undefined || this.#world.trash.has(`${to}/${nameOf(from)}`)) return undefined;
    return {
      what: `copy ${from} to ${to}`,
      perform: (api) => api.move([place(from)], place(to), true),
      outcome: (world) => graft(world, `${to}/${nameOf(from)}`, subtree(world.tree, from)),
    };
  }

  #pickJourney(): [string | undefined, string | undefined] {
    const from = this.#pickFree();
    if (!from) return [undefined, undefined];
    const goals = this.#folders().filter(
      (folder) =>
        folder !== from && !folder.startsWith(`${from}/`) && !this.#world.tree.has(`${folder}/${nameOf(from)}`),
    );
    return [from, goals.length > 0 ? this.#random.pick(goals) : undefined];
  }

  trash(): Deed | undefined {
    const path = this.#pickFree();
    if (!path || this.#world.trash.has(path)) return undefined;
    return {
      what: `trash ${path}`,
      perform: (api) => api.remove([place(path)]),
      outcome: (world) => trashed(world, path),
    };
  }

  removeForGood(): Deed | undefined {
    const path = this.#pickFree();
    if (!path) return undefined;
    return {
      what: `delete ${path} for good`,
      perform: (api) => api.remove([place(path)], true),
      outcome: (world) => without(world, path),
    };
  }

  restore(): Deed | undefined {
    const ready = [...this.#world.trash.keys()].filter(
      (path) => this.#world.tree.get(parentOf(path))?.kind === 'folder' && !this.#world.tree.has(path),
    );
    if (ready.length === 0) return undefined;
    const path = this.#random.pick(ready);
    return {
      what: `restore ${path}`,
      perform: async (api) => api.restore([await this.#trashUri(api, path)]),
      outcome: (world) => untrashed(world, path, true),
    };
  }

  purge(): Deed | undefined {
    const paths = [...this.#world.trash.keys()];
    if (paths.length < 5) return undefined;
    const path = this.#random.pick(paths);
    return {
      what: `purge ${path}`,
      perform: async (api) => api.remove([await this.#trashUri(api, path)], true),
      outcome: (world) => untrashed(world, path, false),
    };
  }

  async #trashUri(api: Api, path: string): Promise<string> {
    for (const entry of await api.entries('cloudreve://trash')) {
      if (decodeURIComponent(entry.metadata['sys:restore_uri']).endsWith(`my/${path}`)) return entry.path;
    }
    throw new Error(`${path} is not in the trash`);
  }
}

type Draw = (this: CrashDeeds) => Deed | undefined;
const of = CrashDeeds.prototype;
const shrinking: readonly Draw[] = [of.removeForGood, of.trash, of.purge, of.sendChunk, of.rename, of.move];
const all: readonly Draw[] = [
  of.makeFolder,
  of.putNew,
  of.putNew,
  of.putOver,
  of.putOver,
  of.setVersion,
  of.deleteVersion,
  of.openUpload,
  of.sendChunk,
  of.sendChunk,
  of.sendChunk,
  of.cancelUpload,
  of.rename,
  of.move,
  of.copy,
  of.trash,
  of.trash,
  of.removeForGood,
  of.restore,
  of.purge,
];
