import type { FileResponse } from '@canopy/contract';
import { useLayoutEffect, useRef, useState } from 'react';
import { takeTyped } from '../../components/HoldKeys.tsx';
import { useWords } from '../../i18n/words.ts';
import { useFolderRule } from '../folder-rule.ts';
import { isFolder } from '../kinds.ts';
import { fileNameProblem } from '../name-rules.ts';
import { nameWords } from '../name-words.ts';
import { stemLength } from '../names.ts';
import { uriOf } from '../places.ts';

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
  const [name, setName] = useState(file.name);
  const finished = useRef(false);

  useLayoutEffect(() => {
    const field = input.current;
    if (!field) return;
    const stem = stemLength(file.name, isFolder(file));
    const typed = takeTyped();
    field.focus();
    if (typed === '') field.setSelectionRange(0, stem);
    else {
      field.setRangeText(typed, 0, stem, 'end');
      setName(field.value);
    }
  }, [file]);

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
        onBlur={() => finish(problemText ? undefined : name)}
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
