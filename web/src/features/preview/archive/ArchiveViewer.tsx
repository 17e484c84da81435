// biome-ignore-all lint/a11y/useSemanticElements: a tree of rows that are drawn as they come into view is no table
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and names its active row
/** What is in an archive, as the server reads it from its directory: nothing is unpacked. */
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { client } from '../../../api/index.ts';
import { Button } from '../../../components/Button.tsx';
import { Icon } from '../../../components/Icon.tsx';
import { readingKey } from '../../../device/reading-key.ts';
import { extensionOf, FolderIcon, KindIcon, kindOf, uriOf } from '../../../files/index.ts';
import { useRowsInView } from '../../../files/windowing.ts';
import { useWords } from '../../../i18n/words.ts';
import { useControls, type ViewerProps } from '../viewer.ts';
import { Failed, Waiting } from '../Waiting.tsx';
import { openAtFirst, type Row, rowsOf, treeOf } from './archive-tree.ts';
import { archiveWords } from './words.ts';
import './archive.css';

/** Encodings that names in a zip may have without saying so, by the names that the server knows. */
const encodings = {
  gb18030: 'GB 18030',
  big5: 'Big5',
  shiftjis: 'Shift JIS',
  eucjp: 'EUC-JP',
  euckr: 'EUC-KR',
  ibm866: 'IBM 866',
  windows1251: 'Windows-1251',
  windows1252: 'Windows-1252',
} as const;
const rowHeight = 36;

function useArchive({ file, version }: Pick<ViewerProps, 'file' | 'version'>, encoding: string) {
  return useQuery({
    queryKey: ['archive', file.id, file.primary_entity, encoding],
    queryFn: async ({ signal }) => {
      const query = {
        uri: uriOf(file).toString(),
        ...(version !== undefined && { entity: version }),
        ...(encoding !== '' && { text_encoding: encoding }),
      };
      return (await client.call('listArchiveFiles', { query }, { signal })).files;
    },
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function ArchiveViewer({ file, version, controls, onReady }: ViewerProps) {
  const w = useWords(archiveWords);
  const { t } = w;
  const [encoding, setEncoding] = useState('');
  const [wanted, setWanted] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { data, error, refetch } = useArchive({ file, version }, encoding);
  const tree = useMemo(() => treeOf(data ?? [], t.language), [data, t.language]);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => setOpen(openAtFirst(tree, data?.length ?? 0)), [tree, data]);
  const rows = useMemo(() => rowsOf(tree, open, wanted), [tree, open, wanted]);
  useControls(controls, { find: () => field.current?.focus() });
  const isThere = data !== undefined;
  useEffect(() => {
    if (isThere) onReady();
  }, [isThere, onReady]);

  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting name={file.name} />;
  const files = data.filter((entry) => !entry.is_directory);
  const unpacked = files.reduce((sum, entry) => sum + entry.size, 0);
  const toggle = (path: string) =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(path)) after.add(path);
      return after;
    });
  return (
    <div className="page archive">
      <div className="archive-head">
        <label className="archive-find">
          <Icon name="search" className="s" />
          <input
            ref={field}
            type="search"
            value={wanted}
            placeholder={w('filter')}
            aria-label={w('filter')}
            onChange={(event) => setWanted(event.target.value)}
          />
        </label>
        <span className="quiet num t-small" role="status">
          {wanted ? w('found', { n: rows.length }) : w('summary', { files: files.length, size: t.size(unpacked) })}
        </span>
      </div>
      {data.length === 0 ? (
        <p className="quiet plain">{w('empty')}</p>
      ) : (
        <Rows
          label={w('contents', { name: file.name })}
          heads={[w('name'), w('size'), w('changed')]}
          rows={rows}
          open={open}
          onToggle={toggle}
        />
      )}
      <footer>
        {extensionOf(file.name) === 'zip' && (
          <label className="choose-encoding">
            {w('names')}
            <select value={encoding} onChange={(event) => setEncoding(event.target.value)}>
              <option value="">{w('namesAuto')}</option>
              {Object.entries(encodings).map(([name, label]) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
        <span className="gap" />
        <Button size="small" look="edge" onClick={() => setOpen(open.size > 0 ? new Set() : openAtFirst(tree, 0))}>
          {open.size > 0 ? w('closeAll') : w('openAll')}
        </Button>
      </footer>
    </div>
  );
}

interface RowsProps {
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: readonly Row[];
  readonly open: ReadonlySet<string>;
  readonly onToggle: (path: string) => void;
}

/** The rows in view; arrows walk through them, and open and close folders. */
function Rows({ label, heads, rows, open, onToggle }: RowsProps) {
  const { t } = useWords(archiveWords);
  const stage = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const { start, end } = useRowsInView({ stage, count: rows.length, rowHeight, lead: rowHeight });
  const at = Math.min(current, Math.max(0, rows.length - 1));

  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setCurrent(next);
    const element = stage.current;
    if (!element) return;
    const top = next * rowHeight;
    const least = top + 2 * rowHeight - element.clientHeight;
    element.scrollTop = Math.min(top, Math.max(element.scrollTop, least));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[at];
    const page = Math.max(1, Math.floor((stage.current?.clientHeight ?? 0) / rowHeight) - 2);
    const key = readingKey(event.key);
    const ways = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 };
    const far = { PageUp: at - page, PageDown: at + page };
    const to = { ...ways, ...far }[event.key];
    const isIn = key === 'ArrowRight';
    const isOut = key === 'ArrowLeft';
    if (to !== undefined) goTo(to);
    else if (event.key === 'Enter' && row?.entry.isFolder) onToggle(row.entry.path);
    else if (row?.entry.isFolder && ((isIn && !open.has(row.entry.path)) || (isOut && open.has(row.entry.path)))) {
      onToggle(row.entry.path);
    } else return;
    event.preventDefault();
  };
  const id = (index: number) => `archived-${index}`;

  return (
    <div
      ref={stage}
      className="archive-rows scrolls"
      role="treegrid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={at >= start && at < end ? id(at) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="archive-row archive-heads" role="row" aria-rowindex={1}>
        {heads.map((head) => (
          <span key={head} role="columnheader">
            {head}
          </span>
        ))}
      </div>
      <div className="archive-space" style={{ height: rows.length * rowHeight }} role="presentation">
        {rows.slice(start, end).map(({ entry, level }, offset) => {
          const index = start + offset;
          const isOpen = open.has(entry.path);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the grid do the same
            <div
              key={entry.path}
              id={id(index)}
              className={index === at ? 'archive-row is-current' : 'archive-row'}
              style={{ insetBlockStart: index * rowHeight, '--level': level - 1 }}
              role="row"
              aria-rowindex={index + 2}
              aria-level={level}
              aria-expanded={entry.isFolder ? isOpen : undefined}
              onClick={() => {
                setCurrent(index);
                if (entry.isFolder) onToggle(entry.path);
              }}
            >
              <span className="archive-name" role="gridcell">
                {entry.isFolder && <Icon name={isOpen ? 'down' : 'right'} className="s" />}
                {entry.isFolder ? <FolderIcon colour="stone" /> : <KindIcon kind={kindOf(entry.name)} />}
                <bdi>{entry.name}</bdi>
              </span>
              <span className="num quiet" role="gridcell">
                <bdi>{t.size(entry.size)}</bdi>
              </span>
              <span className="num quiet" role="gridcell">
                {entry.changedAt ? t.moment(entry.changedAt) : '–'}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
