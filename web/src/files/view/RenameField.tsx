import type { FileResponse } from '@canopy/contract';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { takeTyped } from '../../components/HoldKeys.tsx';
import { useWords } from '../../i18n/words.ts';
import { useFolderRule } from '../folder-rule.ts';
import { isFolder } from '../kinds.ts';
import { fileNameProblem } from '../name-rules.ts';
import { nameWords } from '../name-words.ts';
import { stemLength } from '../names.ts';
import { uriOf } from '../places.ts';
import { keepName, takeName } from './rename-drafts.ts';

/** The name of a row or tile while it is being changed. Enter keeps it, Esc leaves it, and so does leaving the field. */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function RenameField({
  file,
  taken,
  onDone,
}: {
  file: FileResponse;
  /** Whether another item of the folder has this name. */
  taken: (name: string) => boolean;
  /** The new name, or undefined when it stays. */
  onDone: (name: string | undefined) => void;
}) {
  const w = useWords(nameWords);
  const input = useRef<HTMLInputElement>(null);
  /* The item as it was at the beginning: when others change it meanwhile, what is written stays as it is. */
  const [{ id, first, stem }] = useState(() => {
    const name = takeName(file.id) ?? file.name;
    return { id: file.id, first: name, stem: stemLength(name, isFolder(file)) };
  });
  const [name, setName] = useState(first);
  const finished = useRef(false);
  const unsaved = useRef<string>(undefined);
  useEffect(() => {
    unsaved.current = name === file.name || finished.current ? undefined : name;
  });
  /* The row was scrolled away, or it is gone. */
  useEffect(
    () => () => {
      if (unsaved.current !== undefined) keepName(id, unsaved.current);
    },
    [id],
  );

  useLayoutEffect(() => {
    const field = input.current;
    if (!field) return;
    const typed = takeTyped();
    field.focus();
    if (typed === '') field.setSelectionRange(0, stem);
    else {
      field.setRangeText(typed, 0, stem, 'end');
      setName(field.value);
    }
  }, [stem]);

  const rule = useFolderRule(uriOf(file).parent(), !isFolder(file));
  const problem = fileNameProblem(name, rule);
  const problemText = problem
    ? w(problem.key, problem.values)
    : name !== file.name && taken(name)
      ? w('nameTaken', { name })
      : undefined;

  const finish = (next: string | undefined) => {
    if (finished.current) return;
    finished.current = true;
    unsaved.current = undefined;
    onDone(next);
  };
  return (
    <span className="rename">
      <input
        ref={input}
        className="input"
        value={name}
        dir="auto"
        spellCheck={false}
        autoComplete="off"
        aria-label={w('nameField', { name: file.name })}
        aria-invalid={problemText ? true : undefined}
        onChange={(event) => setName(event.target.value)}
        onBlur={() => {
          if (problemText) keepName(id, name);
          finish(problemText ? undefined : name);
        }}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
        onPointerDown={(event) => event.stopPropagation()}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') finish(undefined);
          else if (event.key === 'Enter') {
            event.preventDefault();
            if (!problemText) finish(name);
          }
        }}
      />
      {problemText && (
        <span className="rename-problem" role="alert">
          {problemText}
        </span>
      )}
    </span>
  );
}
