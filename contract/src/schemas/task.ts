/** Background tasks as their owner sees them. */
import Type from 'typebox';
import { as, list, named, nullable, object, optional, type Static, text, time, whole, word } from './build.ts';
import { BooleanSet, HashId } from './common.ts';

export const TaskStatus = Type.With(
  word(
    ['queued', 'processing', 'suspending', 'error', 'canceled', 'completed'],
    'queued = waits, processing = runs, suspending = waits for a time, error = failed for good.',
  ),
  { title: 'TaskStatus' },
);
export type TaskStatus = Static<typeof TaskStatus>;

export const TaskType = Type.With(
  word(
    [
      'create_archive',
      'extract_archive',
      'relocate',
      'remote_download',
      'import',
      'media_meta',
      'entity_recycle_routine',
      'explicit_entity_recycle',
      'upload_sentinel_check',
      'full_text_index',
      'full_text_copy',
      'full_text_change_owner',
      'full_text_delete',
      'full_text_rebuild',
    ],
    'What it does.',
  ),
  { title: 'TaskType' },
);
export type TaskType = Static<typeof TaskType>;

export const Node = named('Node', 'A server that works on tasks.', {
  id: HashId,
  name: text('Its name.'),
  type: word(['master', 'slave'], 'master = this server.'),
  capabilities: as(BooleanSet, 'What it can do: 1 create archive, 2 extract archive, 3 remote download, 4 relocate.'),
});
export type Node = Static<typeof Node>;

export const DownloadTaskFile = named('DownloadTaskFile', 'One file of a remote download.', {
  index: whole('Number by which the downloader knows it.'),
  name: text('Path below the folder of the download.'),
  size: whole('Bytes.'),
  progress: Type.Number({ minimum: 0, maximum: 1, description: 'Part that is there.' }),
  selected: Type.Boolean({ description: 'It is to be downloaded.' }),
});

export const DownloadHandle = named('DownloadHandle', 'A download as its downloader knows it.', {
  id: text('Its id there.'),
  hash: optional(text('Info hash, once known.')),
});

export const DownloadTaskStatus = named('DownloadTaskStatus', 'How far a remote download is.', {
  name: text('Name of the torrent or file.'),
  state: word(['downloading', 'seeding', 'completed', 'error', 'unknown'], 'What it does.'),
  total: whole('Bytes to download.'),
  downloaded: whole('Bytes that are there.'),
  download_speed: whole('Bytes in a second.'),
  uploaded: whole('Bytes given to others.'),
  upload_speed: whole('Bytes in a second.'),
  hash: optional(text('Info hash of a torrent.')),
  files: optional(list(DownloadTaskFile, 'Its files.')),
  pieces: optional(text('Bits of the pieces that are there, base64.', { contentEncoding: 'base64' })),
  num_pieces: optional(whole('Number of pieces.')),
  error_message: optional(text('What the downloader says.')),
  save_path: optional(text('Folder on the node.')),
  followed_by: optional(DownloadHandle),
});
export type DownloadTaskStatus = Static<typeof DownloadTaskStatus>;

export const TaskSummary = named('TaskSummary', 'What a task is about.', {
  phase: optional(text('Step it is at; absent = the first.')),
  props: optional(
    object(
      {
        src: optional(text('URI of the source.')),
        src_str: optional(text('Address or path of the source.')),
        src_multiple: optional(list(text('URI.'), 'URIs of the sources.')),
        dst: optional(text('URI of the target.')),
        dst_policy_id: optional(HashId),
        failed: optional(whole('Items that failed.')),
        total: optional(whole('Items in total.')),
        download: optional(nullable(DownloadTaskStatus, 'Remote downloads; null until the downloader was asked.')),
      },
      'Parameters; which are there depends on the type.',
    ),
  ),
});
export type TaskSummary = Static<typeof TaskSummary>;

export const TaskResponse = named('TaskResponse', 'A background task.', {
  created_at: time('When it was asked for.'),
  updated_at: time('When its status changed or a step was saved.'),
  id: HashId,
  status: TaskStatus,
  type: TaskType,
  node: optional(as(Node, 'Who works on it.')),
  summary: optional(TaskSummary),
  error: optional(text('Why it failed.')),
  error_history: optional(list(text('Error.'), 'Errors that led to new tries, oldest first.')),
  duration: optional(whole('Milliseconds it has run.')),
  resume_time: optional(whole('Unix seconds of the next step.')),
  retry_count: optional(whole('New tries so far.')),
});
export type TaskResponse = Static<typeof TaskResponse>;
