import type { FileResponse } from '@canopy/contract';
import { useLayoutEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/index.tsx';
import { isFolder } from '../kinds.ts';
import { nameProblem, stemLength } from '../names.ts';

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
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(file.name);
  const finished = useRef(false);

  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.setSelectionRange(0, stemLength(file.name, isFolder(file)));
  }, [file]);

  const problem = nameProblem(name);
  const problemText = problem
    ? t(problem.key, problem.values)
    : name !== file.name && taken(name)
      ? t('nameTaken', { name })
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
        aria-label={t('nameField', { name: file.name })}
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
