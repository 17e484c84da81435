/** Changes of a tag on everything that has it, as changes of metadata. */
import type { FileResponse } from '@canopy/contract';
import { type Tag, tagKey } from '../../files/index.ts';
import type { MetadataEdit, MetadataJob } from '../../files/operations-metadata.ts';

export type TagChange =
  /** Another name; `colour` is given when a tag of that name exists: both become one. */
  | { readonly kind: 'rename'; readonly to: { readonly name: string; readonly colour?: Tag['colour'] | undefined } }
  | { readonly kind: 'recolour'; readonly colour: string }
  | { readonly kind: 'delete' };

/** What to change on which files; files that change alike go together. */
export function jobsOf(files: readonly FileResponse[], name: string, change: TagChange): MetadataJob[] {
  const key = `${tagKey}${name}`;
  const jobs = new Map<string, { files: FileResponse[]; edit: MetadataEdit }>();
  for (const file of files) {
    const edit = editOf(file, key, change);
    const id = JSON.stringify(edit);
    const job = jobs.get(id);
    if (job) job.files.push(file);
    else jobs.set(id, { files: [file], edit });
  }
  return [...jobs.values()];
}

function editOf(file: FileResponse, key: string, change: TagChange): MetadataEdit {
  switch (change.kind) {
    case 'delete':
      return { [key]: null };
    case 'recolour':
      return { [key]: change.colour };
    case 'rename': {
      const to = `${tagKey}${change.to.name}`;
      if (to === key) return {};
      /* A file that has the other tag already keeps it as it is. */
      const colour = file.metadata?.[to] ?? change.to.colour ?? file.metadata?.[key] ?? '';
      return { [key]: null, [to]: colour };
    }
  }
}
