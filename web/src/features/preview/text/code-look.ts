/** How code looks: the colours of the product, light and dark, by the roles of the tokens. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const ink = (kind: string) => ({ color: `var(--kind-${kind})` });

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], ...ink('video') },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.inserted], ...ink('sheet') },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.unit, tags.color], ...ink('archive') },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.labelName], ...ink('document') },
  { tag: [tags.typeName, tags.className, tags.namespace, tags.tagName], ...ink('audio') },
  { tag: [tags.propertyName, tags.attributeName, tags.definition(tags.propertyName)], ...ink('image') },
  { tag: [tags.heading], ...ink('slides'), fontWeight: 'var(--weight-strong)' },
  { tag: [tags.link, tags.url], color: 'var(--accent-text)' },
  { tag: [tags.comment, tags.meta, tags.processingInstruction], color: 'var(--text-3)' },
  { tag: [tags.deleted, tags.invalid], color: 'var(--danger-text)' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strong, fontWeight: 'var(--weight-strong)' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
]);

const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'transparent', color: 'var(--text-1)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)',
    /* Every sign as wide as the others, also where only a CJK face has them. */
    fontVariantEastAsian: 'normal',
    fontSize: '13px',
    lineHeight: '20px',
    overflow: 'auto',
  },
  '.cm-content': { padding: 'var(--space-4) 0', caretColor: 'var(--text-1)' },
  '.cm-content:focus-visible': { outline: 'none' },
  '.cm-line': { padding: '0 var(--space-5) 0 var(--space-3)' },
  '.cm-gutters': { backgroundColor: 'var(--surface-sheet)', color: 'var(--text-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { paddingInline: 'var(--space-4) var(--space-2)', minWidth: '44px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--surface-hover)' },
  '.cm-cursor, .cm-dropCursor': { borderInlineStartColor: 'var(--text-1)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--focus) 30%, transparent) !important',
  },
  '.cm-selectionMatch': { backgroundColor: 'color-mix(in srgb, var(--warning-mark) 22%, transparent)' },
  '.cm-searchMatch': {
    backgroundColor: 'color-mix(in srgb, var(--warning-mark) 34%, transparent)',
    borderRadius: '2px',
  },
  '.cm-searchMatch-selected': { backgroundColor: 'color-mix(in srgb, var(--focus) 55%, transparent)' },
  '.cm-matchingBracket': { backgroundColor: 'var(--surface-pressed)' },
  '.cm-specialChar': { color: 'var(--danger-text)' },
  '.cm-panels': { backgroundColor: 'var(--surface-raised)', color: 'var(--text-1)', border: 'none' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line-1)' },
  '.cm-panel.cm-search': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '6px',
    padding: 'var(--space-2) var(--space-7) var(--space-2) var(--space-3)',
    font: 'var(--type-small) var(--font-ui)',
  },
  '.cm-panel.cm-search br': { display: 'none' },
  '.cm-panel.cm-search label': { display: 'inline-flex', alignItems: 'center', gap: '4px', fontSize: 'inherit' },
  '.cm-panel.cm-search input[type=checkbox]': { accentColor: 'var(--accent)', margin: '0' },
  '.cm-textfield': {
    height: 'var(--control-small)',
    margin: '0 !important',
    padding: '0 10px',
    border: '1px solid var(--line-control)',
    borderRadius: 'var(--radius-3)',
    background: 'var(--surface-sunken)',
    color: 'inherit',
    font: 'inherit',
  },
  '.cm-textfield:focus-visible, .cm-button:focus-visible, [name=close]:focus-visible': {
    outline: '2px solid var(--focus)',
    outlineOffset: '1px',
  },
  '.cm-button': {
    height: 'var(--control-small)',
    margin: '0 !important',
    padding: '0 10px',
    border: '1px solid var(--line-2)',
    borderRadius: 'var(--radius-3)',
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    cursor: 'pointer',
  },
  '.cm-button:hover': { background: 'var(--surface-hover)' },
  '.cm-panel.cm-search [name=close]': {
    insetBlock: '6px auto',
    insetInline: 'auto 8px',
    width: '28px',
    height: '28px',
    color: 'var(--text-2)',
    fontSize: '20px',
    cursor: 'pointer',
  },
});

export const codeLook = [look, syntaxHighlighting(colours)];
