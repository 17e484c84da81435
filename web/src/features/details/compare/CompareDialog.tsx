/** Two versions of a file beside each other: text by its lines, pictures by a slider. */
import type { Entity, FileResponse } from '@canopy/contract';
import { useState } from 'react';
import { Dialog } from '../../../components/Dialog.tsx';
import { useT } from '../../../i18n/index.tsx';
import { useWords } from '../../../i18n/words.ts';
import { versionWords } from '../version-words.ts';
import { comparison } from './comparison.ts';
import { PictureCompare } from './PictureCompare.tsx';
import { TextCompare } from './TextCompare.tsx';
import './compare.css';

interface CompareProps {
  readonly file: FileResponse;
  /** All versions, newest first. */
  readonly versions: readonly Entity[];
  readonly older: Entity;
  readonly newer: Entity;
  readonly onClose: () => void;
}

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function CompareDialog({ file, versions, onClose, ...first }: CompareProps) {
  const w = useWords(versionWords);
  const age = (version: Entity) => versions.findIndex(({ id }) => id === version.id);
  const inOrder = age(first.older) > age(first.newer) ? [first.older, first.newer] : [first.newer, first.older];
  const [sides, setSides] = useState<readonly Entity[]>(inOrder);
  const [older, newer] = sides;
  if (!older || !newer) return null;
  const how = comparison(file.name, Math.max(older.size, newer.size));
  return (
    <Dialog title={w('compareTitle', { name: file.name })} wide onClose={onClose}>
      <div className="compare-sides">
        <Side label={w('older')} versions={versions} value={older} onChange={(version) => setSides([version, newer])} />
        <Side label={w('newer')} versions={versions} value={newer} onChange={(version) => setSides([older, version])} />
      </div>
      {older.id === newer.id ? (
        <p className="quiet">{w('sameSides')}</p>
      ) : how === 'picture' ? (
        <PictureCompare key={`${older.id} ${newer.id}`} file={file} older={older} newer={newer} />
      ) : how === 'text' ? (
        <TextCompare key={`${older.id} ${newer.id}`} file={file} older={older} newer={newer} />
      ) : (
        <p className="quiet">{w('whyNoCompare')}</p>
      )}
    </Dialog>
  );
}

interface SideProps {
  readonly label: string;
  readonly versions: readonly Entity[];
  readonly value: Entity;
  readonly onChange: (version: Entity) => void;
}

function Side({ label, versions, value, onChange }: SideProps) {
  const t = useT();
  const w = useWords(versionWords);
  return (
    <label className="field">
      <span className="label">{label}</span>
      <select
        className="input"
        value={value.id}
        onChange={(event) => {
          const chosen = versions.find(({ id }) => id === event.target.value);
          if (chosen) onChange(chosen);
        }}
      >
        {versions.map((version, index) => (
          <option key={version.id} value={version.id}>
            {`${w('number', { n: versions.length - index })} · ${t.moment(version.created_at)}`}
          </option>
        ))}
      </select>
    </label>
  );
}
