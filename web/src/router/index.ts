export { Link } from './Link.tsx';
export { changeQuery, historyKey, navigate, useRoute, useSearch } from './navigate.ts';
