/** The path as a text: names are completed from the server, Enter goes there, Esc goes back to the crumbs. */
import { ApiError, ErrorCode, type FileUri } from '@canopy/contract';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { client, reasonOf } from '../../api/index.ts';
import { Tool } from '../../components/Button.tsx';
import { takeTyped } from '../../components/HoldKeys.tsx';
import { Spinner } from '../../components/Icon.tsx';
import { addressOf, FolderIcon, folderColour, isFolder, sortFiles } from '../../files/index.ts';
import { useT } from '../../i18n/index.tsx';
import { useWords } from '../../i18n/words.ts';
import { navigate } from '../../router/index.ts';
import { foldersQuery } from './folders-in.ts';
import { editPath } from './path-editing.ts';
import { completing, pathOf, readPath } from './path-text.ts';
import { pathWords } from './path-words.ts';
import './path.css';

const mostShown = 8;

/** The address of what is at a URI. @throws ApiError when nothing is there, or it may not be seen */
async function addressAt(uri: FileUri): Promise<string> {
  if (uri.isRoot) return addressOf(uri);
  const file = await client.call('getFileInfo', { query: { uri: uri.toString() } });
  if (isFolder(file)) return addressOf(uri);
  const name = encodeURIComponent(uri.name);
  return `${addressOf(uri.parent())}?at=${name}&open=${name}`;
}

const isGone = (error: unknown) =>
  error instanceof ApiError && (error.code === ErrorCode.PATH_NOT_EXIST || error.code === ErrorCode.NOT_FOUND);

/** Leaves the field; the keyboard is in the files again. */
function close(): void {
  editPath(false);
  document.getElementById('files')?.focus();
}

/** Folders whose names begin as what is written, in the folder before it. */
function useFolders(text: string, uri: FileUri, isAsked: boolean) {
  const t = useT();
  const at = isAsked ? completing(text, uri) : undefined;
  const { data, isFetching } = useQuery({
    ...foldersQuery(at?.folder.toString() ?? ''),
    enabled: at !== undefined,
    staleTime: 5_000,
    retry: false,
  });
  const low = at?.prefix.toLocaleLowerCase() ?? '';
  const fitting = (data?.pages[0]?.files ?? []).filter(({ name }) => name.toLocaleLowerCase().startsWith(low));
  const folders = at ? sortFiles(fitting, { by: 'name', direction: 'asc' }, t.language).slice(0, mostShown) : [];
  return { folders, before: at?.before ?? '', isLoading: at !== undefined && isFetching && data === undefined };
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function PathField({ uri }: { uri: FileUri }) {
  const t = useT();
  const w = useWords(pathWords);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  /* What was typed while this was loading takes the place of the path. */
  const [typed] = useState(takeTyped);
  const [first] = useState(() => pathOf(uri));
  const [text, setText] = useState(typed || first);
  const [problem, setProblem] = useState<string>();
  const [isGoing, setGoing] = useState(false);
  const [isListed, setListed] = useState(typed !== '');
  const [chosen, setChosen] = useState(-1);
  const { folders, before, isLoading } = useFolders(text, uri, isListed);

  useLayoutEffect(() => {
    input.current?.focus();
    if (typed === '') input.current?.select();
  }, [typed]);
  /* Another page has a path of its own. */
  useEffect(() => () => editPath(false), []);

  function write(next: string): void {
    setText(next);
    setProblem(undefined);
    setListed(true);
    setChosen(-1);
  }
  const go = async (written: string) => {
    const place = readPath(written, uri, window.location.origin);
    if (!place) return setProblem(w('pathBad'));
    if (place.kind === 'elsewhere') return setProblem(w('pathElsewhere'));
    setListed(false);
    setGoing(true);
    try {
      const address = place.kind === 'page' ? place.address : await addressAt(place.uri);
      navigate(address);
      close();
    } catch (error) {
      setGoing(false);
      const path = place.kind === 'item' ? pathOf(place.uri) : written;
      setProblem(isGone(error) ? w('pathNone', { path }) : reasonOf(error, t).text);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const folder = folders[chosen];
    const { key } = event;
    const complete = folder ?? (key === 'Tab' && !event.shiftKey ? folders[0] : undefined);
    if (key === 'Escape' && isListed && folders.length > 0) setListed(false);
    else if (key === 'Escape') close();
    else if (key === 'ArrowDown' || key === 'ArrowUp') {
      setListed(true);
      const step = key === 'ArrowDown' ? 1 : -1;
      /* One place beside the folders is the text itself. */
      const places = folders.length + 1;
      setChosen((now) => ((now + 1 + step + places) % places) - 1);
    } else if (key === 'Enter') void go(folder ? before + folder.name : text);
    else if (key === 'Tab' && complete && isListed) write(`${before}${complete.name}/`);
    else return;
    event.preventDefault();
  };
  const optionId = (index: number) => `${id}-${index}`;
  const isShown = isListed && folders.length > 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only learns that the focus has left the field
    <div
      className="path-field"
      onBlur={({ currentTarget, relatedTarget }) => {
        /* What somebody wrote stays until he leaves it by hand. */
        if (text === first && !currentTarget.contains(relatedTarget)) editPath(false);
      }}
    >
      <input
        ref={input}
        className="input"
        role="combobox"
        aria-label={w('pathField')}
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={`${id}-list`}
        aria-activedescendant={isShown && chosen >= 0 ? optionId(chosen) : undefined}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        aria-busy={isGoing || isLoading || undefined}
        value={text}
        dir="auto"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {isGoing || isLoading ? <Spinner /> : <Tool icon="close" small label={w('pathClose')} onClick={close} />}
      <div className="path-under">
        {problem && (
          <p id={`${id}-problem`} className="path-problem" role="alert">
            {problem}
          </p>
        )}
        <div id={`${id}-list`} role="listbox" aria-label={w('pathFolders')} hidden={!isShown} className="path-hits">
          {folders.map((folder, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
            <div
              key={folder.id}
              id={optionId(index)}
              className="entry"
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => void go(before + folder.name)}
            >
              <FolderIcon colour={folderColour(folder)} />
              <span className="cut" dir="auto">
                {folder.name}
              </span>
            </div>
          ))}
        </div>
      </div>
      <span className="unseen" role="status">
        {isListed && !isLoading ? w('pathFound', { n: folders.length }) : ''}
      </span>
    </div>
  );
}
