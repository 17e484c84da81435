/** Custom properties of a file, changed where they stand. */
import type { FileResponse } from '@canopy/contract';
import { useRef, useState } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { useAnnotate } from '../../files/annotate.ts';
import { propertyName } from '../../files/property-names.ts';
import { useWords } from '../../i18n/words.ts';
import { PropertyField } from './PropertyField.tsx';
import { PropertyValue } from './PropertyValue.tsx';
import type { Property } from './property-rules.ts';
import { useProperties } from './site.ts';
import { detailsWords } from './words.ts';

export function Properties({ file }: { file: FileResponse }) {
  const w = useWords(detailsWords);
  const properties = useProperties();
  if (properties.length === 0) return null;
  return (
    <section className="block">
      <h3>{w('properties')}</h3>
      <dl className="facts is-edited">
        {properties.map((property) => (
          <Row key={property.id} file={file} property={property} />
        ))}
      </dl>
    </section>
  );
}

function Row({ file, property }: { file: FileResponse; property: Property }) {
  const w = useWords(detailsWords);
  const annotate = useAnnotate();
  const opener = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const key = `props:${property.id}`;
  const value = file.metadata?.[key] ?? property.default ?? '';
  const name = propertyName(property, w.t);

  const save = async (next: string) => {
    setOpen(false);
    if (next === (file.metadata?.[key] ?? '')) return;
    await annotate(
      [file],
      { [key]: next === '' ? null : next },
      {
        done: w('didProperty', { prop: name }),
        failed: (reason) => w('failProperty', { prop: name, reason }),
      },
    );
  };
  const close = () => {
    setOpen(false);
    /* The field is gone: the focus goes back to what opened it. */
    setTimeout(() => opener.current?.focus(), 0);
  };
  /* Stars and switches are their own fields: one press, no second step. */
  const isDirect = property.type === 'rating' || property.type === 'boolean';
  return (
    <>
      <dt>{name}</dt>
      <dd className={isOpen || isDirect ? 'is-open' : ''}>
        {isOpen || isDirect ? (
          <PropertyField
            property={property}
            name={name}
            value={value}
            onSave={(next) => {
              if (!isDirect) close();
              return save(next);
            }}
            onCancel={close}
          />
        ) : (
          <span className="prop">
            <PropertyValue property={property} value={value} />
            <button
              ref={opener}
              type="button"
              className={value === '' ? 'text-link' : 'tool prop-edit'}
              aria-label={w(value === '' ? 'addTo' : 'edit', { name })}
              onClick={() => setOpen(true)}
            >
              {value === '' ? w('addValue') : <Icon name="rename" className="s" />}
            </button>
          </span>
        )}
      </dd>
    </>
  );
}
