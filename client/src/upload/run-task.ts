import { FileUri } from '@canopy/contract';
import type { ApiClient } from '../api-client.ts';
import { FileUpload, type FileUploadDeps } from './file-upload.ts';
import { type RetryOptions, withRetries } from './retry.ts';
import type { Task } from './row.ts';

export interface TaskDeps extends FileUploadDeps {
  readonly client: ApiClient;
  readonly retries: RetryOptions;
  readonly onProgress: (bytes: number) => void;
}

/** Uploads one entry: a file, or an empty folder. Resolves with its URI, or undefined when it was left out. */
export async function runTask(task: Task, deps: TaskDeps): Promise<FileUri | undefined> {
  const { entry } = task;
  const { batch } = task.row;
  const { signal } = task.controller;
  const { client, retries, onProgress } = deps;
  const parts = entry.relativePath.split('/');
  if (!entry.file) {
    const uri = batch.folder.join(...parts);
    await withRetries(signal, retries, () => client.mkdir(uri, { signal }));
    return uri;
  }
  task.upload ??= new FileUpload(
    deps,
    {
      source: entry.file,
      name: parts.at(-1) ?? entry.file.name,
      folder: batch.folder.join(...parts.slice(0, -1)),
      owner: batch.owner,
      policyId: batch.policyId,
      skipIdentical: batch.skipIdentical,
    },
    batch.strategy,
  );
  task.upload.strategy = task.strategy ?? batch.strategy;
  const outcome = await task.upload.run({ signal, retries, onProgress });
  return outcome.kind === 'done' ? FileUri.parse(outcome.uri) : undefined;
}
