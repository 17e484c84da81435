import { Dialog } from '../components/Dialog.tsx';
import { keyName } from '../device/index.ts';
import { useWords } from '../i18n/words.ts';
import { keysWords } from './keys-words.ts';

type Key = keyof (typeof keysWords)['en'];
type Line = readonly [Key, ...string[]];

/** All keys on one sheet. */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function KeysSheet({ onClose }: { onClose: () => void }) {
  const t = useWords(keysWords);
  const groups: readonly (readonly [Key, readonly Line[]])[] = [
    [
      'keysMove',
      [
        ['keyArrows', '↑', '↓', '←', '→'],
        ['keyHomeEnd', 'Home', 'End'],
        ['keyPage', 'PgUp', 'PgDn'],
        ['keyType', t('keyTypeKeys')],
        ['keyShift', keyName('shift', '↓')],
        ['keyCtrl', keyName('mod', 'Space')],
        ['keyAll', keyName('mod', 'A')],
        ['keyEsc', 'Esc'],
      ],
    ],
    [
      'keysDo',
      [
        ['keyEnter', 'Enter'],
        ['keySpace', 'Space'],
        ['keyRename', 'F2'],
        ['keyDelete', keyName('Delete')],
        ['keyDuplicate', keyName('mod', 'D')],
        ['keyClip', keyName('mod', 'X'), keyName('mod', 'C'), keyName('mod', 'V')],
        ['keyMenu', keyName('shift', 'F10')],
        ['keyDetails', keyName('alt', 'Enter')],
      ],
    ],
    [
      'keysPreview',
      [
        ['keyFiles', '←', '→'],
        ['keyZoom', '+', '-'],
        ['keyFit', '0'],
        ['keyActual', '1'],
        ['keyTurn', 'R'],
        ['keyPreviewDetails', 'I'],
        ['keyFind', keyName('mod', 'F')],
        ['keyPrint', keyName('mod', 'P')],
        ['keySave', keyName('mod', 'S')],
        ['keyClose', 'Esc', 'Space'],
      ],
    ],
    [
      'keysElse',
      [
        ['keyUp', keyName('alt', '↑')],
        ['keyGoTo', keyName('mod', 'shift', 'G')],
        ['keyUndo', keyName('mod', 'Z')],
        ['keyPalette', keyName('mod', 'K')],
        ['keyHelp', '?'],
      ],
    ],
  ];
  return (
    <Dialog title={t('keysTitle')} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may be longer than the window, and keys must reach its end */}
      <section className="keys" aria-label={t('keysTitle')} tabIndex={0}>
        {groups.map(([title, lines]) => (
          <section key={title}>
            <h3>{t(title)}</h3>
            <dl>
              {lines.map(([label, ...keys]) => (
                <div key={label}>
                  <dt>{t(label)}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key} className="key">
                        {key}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </section>
    </Dialog>
  );
}
