import { fixture } from '../../server/src/archives/formats/fixtures.ts';
import { type Answer, type Api, type Loose, my } from '../lib/api.ts';
import { must } from './battery.ts';

export const chunkSize = 64 * 1024;

/** What one workflow is made of: what must be there before, what is done, and how it may end. */
export interface Workflow {
  /** Undisturbed, in a folder of its own. @returns what `act` needs */
  prepare(api: Api, folder: string): Promise<Loose>;
  act(api: Api, folder: string, prepared: Loose): Promise<Answer[]>;
  /** Frees what a client that heard of the failure would free. */
  tidy?(api: Api, folder: string, prepared: Loose): Promise<void>;
}

export const bytes = (size: number, fill: number) => Buffer.alloc(size, fill);

export const workflows: Record<string, Workflow> = {
  'put a new file': {
    prepare: async () => undefined,
    act: async (api, folder) => [await api.put(my(folder, 'new'), bytes(5_000, 1))],
  },
  'put over a file': {
    prepare: (api, folder) => api.put(my(folder, 'old'), bytes(4_000, 2)),
    act: async (api, folder) => [await api.put(my(folder, 'old'), bytes(5_000, 3))],
  },
  'put two megabytes': {
    prepare: async () => undefined,
    act: async (api, folder) => [await api.put(my(folder, 'large'), bytes(2_000_000, 4))],
  },
  'open an upload': {
    prepare: async () => ({}),
    act: async (api, folder, prepared) => {
      const answer = await api.session(my(folder, 'opened'), 100_000);
      prepared.session = answer.data?.session_id;
      return [answer];
    },
    tidy: cancel('opened'),
  },
  'send the only chunk': upload('single', 1_000),
  'send three chunks at once': upload('triple', 2 * chunkSize + 1_000),
  'send a chunk twice': {
    prepare: async (api, folder) => {
      const opened = await api.session(my(folder, 'twice'), chunkSize + 10);
      await api.chunk(opened.data.session_id, 0, bytes(chunkSize, 5));
      return { session: opened.data.session_id };
    },
    act: async (api, _folder, { session }) => [
      await api.chunk(session, 0, bytes(chunkSize, 5)),
      await api.chunk(session, 1, bytes(10, 5)),
    ],
    tidy: cancel('twice'),
  },
  'cancel an upload': {
    prepare: async (api, folder) => {
      const opened = await api.session(my(folder, 'cancelled'), 2 * chunkSize);
      await api.chunk(opened.data.session_id, 0, bytes(chunkSize, 6));
      return { session: opened.data.session_id };
    },
    act: async (api, folder, { session }) => [
      await api.call('DELETE', '/file/upload', { json: { id: session, uri: my(folder, 'cancelled') } }),
    ],
    tidy: cancel('cancelled'),
  },
  'copy a file': {
    prepare: async (api, folder) => {
      await api.put(my(folder, 'original'), bytes(3_000, 7));
      await api.create(my(folder, 'there'), 'folder');
    },
    act: async (api, folder) => [await api.move([my(folder, 'original')], my(folder, 'there'), true)],
  },
  'delete for good': {
    prepare: (api, folder) => api.put(my(folder, 'doomed'), bytes(3_000, 8)),
    act: async (api, folder) => [await api.remove([my(folder, 'doomed')], true)],
  },
  download: {
    prepare: async (api, folder) => {
      await api.put(my(folder, 'wanted'), bytes(600_000, 9));
      return api.link(my(folder, 'wanted'));
    },
    act: async (api, _folder, link) => [await intact(api.as(undefined).call('GET', link), 600_000)],
  },
  'download as an archive': {
    prepare: async (api, folder) => {
      await api.put(my(folder, 'packed'), bytes(300_000, 10));
      return api.link(my(folder), { archive: true });
    },
    act: async (api, _folder, link) => [await closed(api.as(undefined).call('GET', link))],
  },
  'follow a direct link': {
    prepare: async (api, folder) => {
      await api.put(my(folder, 'linked'), bytes(3_000, 12));
      const [made] = await api.ask('PUT', '/file/source', { json: { uris: [my(folder, 'linked')] } });
      return made.link;
    },
    act: async (api, _folder, link) => {
      const way = await api.as(undefined).call('GET', link);
      // What cannot be counted can be read all the same.
      must(way.status === 302, `a direct link answered ${way.status}`);
      return [await intact(api.as(undefined).call('GET', String(way.headers.location)), 3_000)];
    },
  },
  'look into an archive': {
    prepare: (api, folder) => api.put(my(folder, 'some.zip'), fixture('infoZip')),
    act: async (api, folder) => [await api.call('GET', '/file/archive', { query: { uri: my(folder, 'some.zip') } })],
  },
};

/** A download is whole, or it does not end as if it were. */
async function intact(asked: Promise<Answer>, least: number): Promise<Answer> {
  const answer = await asked;
  const whole = answer.code !== undefined || answer.status !== 200 || answer.body.length >= least;
  must(whole, `a download ended well after ${answer.body.length} bytes`);
  return answer;
}

/** An archive ends as archives do; what cannot be opened is left out, the protocol says so. */
async function closed(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  const whole = answer.code !== undefined || answer.body.subarray(-22, -18).equals(Buffer.from('PK\x05\x06'));
  must(whole, 'an archive broke off and ended as if it were whole');
  return answer;
}

function upload(name: string, size: number): Workflow {
  return {
    prepare: async (api, folder) => ({ session: (await api.session(my(folder, name), size)).data.session_id }),
    act: (api, _folder, { session }) =>
      Promise.all(
        Array.from({ length: Math.ceil(size / chunkSize) }, (_, index) =>
          api.chunk(session, index, bytes(Math.min(chunkSize, size - index * chunkSize), 11)),
        ),
      ),
    tidy: cancel(name),
  };
}

/** After a failure a client gives up; when the upload was complete after all, there is nothing to cancel. */
function cancel(name: string): NonNullable<Workflow['tidy']> {
  return async (api, folder, { session }) => {
    const uri = my(folder, name);
    const info = await api.info(uri);
    if (info.code === 40016 || info.data?.metadata?.['sys:upload_session_id'] === undefined) return;
    const id = session ?? info.data.metadata['sys:upload_session_id'];
    const answer = await api.call('DELETE', '/file/upload', { json: { id, uri } });
    must(answer.code === 0, () => `cancelling afterwards answered ${answer.code}: ${answer.envelope?.msg}`);
  };
}
