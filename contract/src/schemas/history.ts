/** What happened to files: the activity log, and the changes that a rewind can take back. */
import Type from 'typebox';
import { flag, list, map, named, nullable, optional, type Static, text, whole, word } from './build.ts';
import { DateTime, FileUriText, HashId, PaginationResults } from './common.ts';
import { FileType } from './file.ts';
import { User } from './user.ts';

export const LogEntry = named('LogEntry', 'What happened. Which members are there depends on the category.', {
  category: whole('Number of the event.'),
  exts: optional(map(text('Value.'), 'Further facts; metadata: new values by key, empty = removed.')),
  original_name: optional(text('Old name of a rename.')),
  new_name: optional(text('New name of a rename.')),
  from: optional(text('URI where it began, as the actor saw it.')),
  to: optional(text('URI where it ended.')),
  entity_create_time: optional(DateTime),
  storage_policy_id: optional(text('Hashed policy id.')),
  storage_policy: optional(text('Name of the policy at that time.')),
});
export type LogEntry = Static<typeof LogEntry>;

export const Activity = named('Activity', 'One event of a file or folder.', {
  id: text('Hashed id of the event.'),
  content: LogEntry,
  created_at: DateTime,
  user: optional(nullable(User, 'Who did it; absent for the system and for visitors.')),
  version_id: optional(text('Hashed id of the version it is about.')),
});
export type Activity = Static<typeof Activity>;

export const FileActivitiesResponse = named('FileActivitiesResponse', 'One page of events.', {
  activities: list(Activity, 'Events in the order that was asked for.'),
  pagination: PaginationResults,
});
export type FileActivitiesResponse = Static<typeof FileActivitiesResponse>;

export const Moment = Type.String({
  title: 'Moment',
  minLength: 4,
  maxLength: 64,
  description:
    'A moment in the history of a drive: an RFC 3339 time (to the millisecond), or the exact position between two ' +
    'changes, as answers name it. Positions are opaque and stay valid as long as their changes are kept.',
  examples: ['2026-05-29T14:03:49+02:00', 'Vr3oFX'],
});
export type Moment = Static<typeof Moment>;

export const RewindChangeKind = Type.With(
  word(
    [
      'create',
      'content',
      'rename',
      'move',
      'copy',
      'trash',
      'restore',
      'delete',
      'metadata',
      'version',
      'prune',
      'view',
      'permission',
      'mount',
    ],
    'create, copy, restore = came into being; content = new content; version = another version became the current ' +
      'one; prune = an old version was deleted; trash = went to the trash; delete = deleted for good; mount = other storage for new files.',
  ),
  { title: 'RewindChangeKind' },
);
export type RewindChangeKind = Static<typeof RewindChangeKind>;

export const RewindChange = named('RewindChange', 'One change in or below a folder, or of one file.', {
  moment: text('Position just after the change.'),
  before: text('Position just before it: rewinding there takes it back, and everything after it.'),
  at: DateTime,
  kind: RewindChangeKind,
  type: FileType,
  file: HashId,
  name: text('Name after the change.'),
  from: optional(text('Path before, relative to the folder, as it was then, decoded; absent = it was elsewhere.')),
  to: optional(text('Path after; absent = it is elsewhere or gone. A folder itself and a single file are "".')),
  size: optional(whole('Bytes after a change of content.')),
  size_before: optional(whole('Bytes before it.')),
  version: optional(text('Hashed id of the version that became the current one, or was deleted.')),
  user: optional(nullable(User, 'Who did it; absent for the system and for visitors.')),
  rewound_to: optional(text('Position that a rewind went to; this change is a part of it.')),
});
export type RewindChange = Static<typeof RewindChange>;

export const RewindChangesResponse = named('RewindChangesResponse', 'One page of changes, newest first.', {
  changes: list(RewindChange, 'A page may be shorter than asked for, even empty, while there is a next one.'),
  horizon: optional(DateTime),
  pagination: PaginationResults,
});
export type RewindChangesResponse = Static<typeof RewindChangesResponse>;

export const RewindBurst = named('RewindBurst', 'Changes that one person made in one go.', {
  moment: text('Position just after the last change.'),
  before: text('Position just before the first change.'),
  from: DateTime,
  to: DateTime,
  user: optional(nullable(User, 'Who did it; absent for the system and for visitors.')),
  total: whole('How many changes.', { minimum: 1 }),
  counts: map(whole('How many.', { minimum: 1 }), 'Changes by their kind (RewindChangeKind).'),
  names: list(text('Name.'), 'Names of some of the files that changed, the last ones first.', { maxItems: 3 }),
  rewound_to: optional(text('Position that a rewind went to: all of these changes are its own.')),
  began: optional(flag('The folder or file itself came into being in it: there is no going back to before it.')),
});
export type RewindBurst = Static<typeof RewindBurst>;

export const RewindTimelineResponse = named('RewindTimelineResponse', 'One page of a timeline, newest first.', {
  bursts: list(RewindBurst, 'The last one of a page may go on as the first one of the next.'),
  horizon: optional(DateTime),
  pagination: PaginationResults,
});
export type RewindTimelineResponse = Static<typeof RewindTimelineResponse>;

export const RewindFileService = named('RewindFileService', 'What to set back, and to when.', {
  uri: FileUriText,
  moment: Moment,
  dry_run: optional(flag('Change nothing; answer what would be done.')),
});
export type RewindFileService = Static<typeof RewindFileService>;

export const RewindProblem = named('RewindProblem', 'Something that cannot be set back.', {
  path: text('Path at that moment, relative to the folder, decoded.'),
  reason: word(
    ['deleted', 'version', 'elsewhere', 'above', 'forbidden'],
    'deleted = deleted for good; version = that version is no longer kept; elsewhere = it belongs to someone else ' +
      'now; above = the folder itself lies in it now; forbidden = the caller may not change it.',
  ),
});
export type RewindProblem = Static<typeof RewindProblem>;

export const RewindResult = named('RewindResult', 'What a rewind did, or would do. Counts are of single objects.', {
  dry_run: flag('Nothing was changed.'),
  moment: text('Position that it went to.'),
  undo: optional(text('Position to rewind to in order to undo this; absent when nothing was changed.')),
  trashed: whole('Came into being or came in since then: now in the trash.'),
  restored: whole('Brought back from the trash.'),
  moved: whole('Moved back to the folder where they were.'),
  renamed: whole('Given their old names, in the same folder.'),
  remade: whole('Folders deleted for good that were made anew to hold what was brought back.'),
  contents: whole('Files whose content was set back.'),
  metadata: whole('Objects whose metadata was set back.'),
  views: whole('Folders whose view was set back.'),
  permissions: whole('Objects whose permissions were set back.'),
  unavailable: whole('Could not be set back.'),
  problems: list(RewindProblem, 'The first of those that could not be set back.', { maxItems: 100 }),
});
export type RewindResult = Static<typeof RewindResult>;

export const CopyVersionService = named('CopyVersionService', 'Which version to copy, and under which name.', {
  uri: FileUriText,
  version: text('Hashed entity id.'),
  name: optional(
    text('Name of the copy; absent = the name of the file with the date of the version, made unique.', {
      minLength: 1,
      maxLength: 255,
      'x-judged-by': 'checkName',
    }),
  ),
});
export type CopyVersionService = Static<typeof CopyVersionService>;
